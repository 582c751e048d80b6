import { spawnSync } from 'node:child_process';

/** A program and what it is started with. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

const hasSetpriv = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;

/**
 * On Linux the kernel ends the program with us, also when we are killed; elsewhere our `exit` event must do.
 * @param user whom it runs as, by name; default: as us
 */
export function endsWithParent({ command, args }: Program, user?: string): Program {
  if (!hasSetpriv) return { command, args };
  const as = user === undefined ? [] : ['--reuid', user, '--clear-groups'];
  return { command: 'setpriv', args: ['--pdeathsig', 'KILL', ...as, command, ...args] };
}
