import { leaksOf } from '../leaks.ts';
import { type Child, type ChildEnd, startChild } from './child.ts';
import type { Output } from './output.ts';
import { whenReady } from './ready.ts';

/** A command of this repository that runs as a child. Ends with the process that started it. */
export interface ServiceProcess extends AsyncDisposable {
  readonly pid: number;
  /** The ready line, parsed. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** All that it has written so far. */
  output(): Output;
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
  /** Options of Node itself, before the script. */
  readonly nodeArgs?: readonly string[];
  /** The environment, apart from `PATH`. Nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Exit and output of a command. */
export interface CommandResult extends Output {
  readonly exit: number | string;
}

/**
 * Starts a service and resolves at its ready line.
 * @throws Error with its last lines when it ends before
 */
export async function startService(command: ServiceCommand): Promise<ServiceProcess> {
  const { child, exited } = start(command);
  const kill = async (): Promise<void> => {
    await child.kill();
    await exited;
  };
  const ready = await whenReady(child, readyLine).catch(async (error: unknown) => {
    await kill();
    throw error;
  });
  const { pid = -1, output, signal } = child;
  return { pid, ready, output, signal, exited, [Symbol.asyncDispose]: kill };
}

/**
 * Runs a command to its end.
 * @throws Error if it wrote one of the secrets in its environment
 */
export async function runCommand(command: ServiceCommand): Promise<CommandResult> {
  const { child, exited } = start(command);
  return { exit: await exited, ...child.output() };
}

function start({ script, args = [], nodeArgs = [], env = {}, cwd }: ServiceCommand): {
  readonly child: Child;
  readonly exited: Promise<number | string>;
} {
  const command = process.execPath;
  const child = startChild({
    name: script,
    command,
    args: [...nodeArgs, script, ...args],
    env,
    cwd,
  });
  const exited = child.ended.then((end) => {
    const { stdout, stderr } = child.output();
    const leaks = leaksOf(stdout + stderr, env);
    if (leaks.length > 0) throw new Error(`${script} wrote its secret: ${leaks.join(', ')}`);
    return exitOf(end);
  });
  exited.catch(() => {}); // Callers that wait for the end get the error.
  return { child, exited };
}

function exitOf({ code, signal, sentence }: ChildEnd): number | string {
  return code ?? signal ?? sentence;
}

function readyLine(line: string): Record<string, unknown> | undefined {
  return line.startsWith('{"ready":true') ? JSON.parse(line) : undefined;
}
