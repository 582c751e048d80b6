import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endsWithParent } from './ends-with-parent.ts';
import { leaksOf } from './leaks.ts';

/** A command of this repository that runs as a child. Ends with the process that started it. */
export interface ServiceProcess extends AsyncDisposable {
  readonly pid: number;
  /** The ready line, parsed. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** All that it has written so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  signal(signal: NodeJS.Signals): void;
  /**
   * Resolves with the exit code, or with the name of the signal that ended it. Rejects, and so does
   * the disposal, if the service wrote one of the secrets in its environment.
   */
  readonly exited: Promise<number | string>;
}

export interface ServiceCommand {
  /** The script that Node runs. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Beside `PATH`; nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** What a command did from start to end. */
export interface CommandResult {
  readonly exit: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Starts a service and resolves at its ready line.
 * @throws Error with its output when it ends before
 */
export async function startService(command: ServiceCommand): Promise<ServiceProcess> {
  const { child, output, exited } = start(command);
  const { promise: ready, resolve } = Promise.withResolvers<Record<string, unknown>>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"ready":true')) resolve(JSON.parse(line));
  });
  const early = exited.then((exit): never => {
    throw new Error(`${command.script} ended with ${exit} before it was ready\n${output().stderr}`);
  });
  const line = await Promise.race([ready, early]);
  early.catch(() => undefined); // From now on its end is told by `exited`.
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return {
    pid: child.pid ?? -1,
    ready: line,
    output,
    signal: (signal) => void child.kill(signal),
    exited,
    [Symbol.asyncDispose]: kill,
  };
}

/**
 * Runs a command to its end.
 * @throws Error if it wrote one of the secrets in its environment
 */
export async function runCommand(command: ServiceCommand): Promise<CommandResult> {
  const { exited, output } = start(command);
  return { exit: await exited, ...output() };
}

function start({ script, args = [], env = {}, cwd }: ServiceCommand) {
  const node = { command: process.execPath, args: [script, ...args] };
  const program = endsWithParent(node);
  const child = spawn(program.command, program.args, {
    env: { PATH: process.env['PATH'], ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk;
    });
  }
  const endWithUs = (): boolean => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const exited = endOf(child)
    .finally(() => process.off('exit', endWithUs))
    .then((exit) => {
      const leaks = leaksOf(written.stdout + written.stderr, env);
      if (leaks.length > 0) throw new Error(`${script} wrote its secret: ${leaks.join(', ')}`);
      return exit;
    });
  return { child, exited, output: () => ({ ...written }) };
}

async function endOf(child: ChildProcess): Promise<number | string> {
  const [code, signal] = await once(child, 'close');
  return (code ?? signal) as number | string;
}
