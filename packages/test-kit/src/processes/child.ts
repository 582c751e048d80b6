import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { keepOutput, lastLines, type Output } from './output.ts';
import { unwatch, watch } from './watchdog.ts';

/** A program to start. */
export interface ChildOptions {
  /** Names the process in messages, for example `pod 3`. */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  /** The environment, apart from `PATH`, which is always inherited. Nothing else is. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** @default the current folder */
  readonly cwd?: string | undefined;
  /** Runs as this user and group; needs root. */
  readonly runAs?: { readonly uid: number; readonly gid: number } | undefined;
  /** How to talk to it: through its `stdin`, or with `send` and `on('message')` of Node's `ipc`. @default neither */
  readonly channel?: 'stdin' | 'ipc';
}

/** How a process ended. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** For messages: name, exit code or signal, and the last lines of its stderr. */
  readonly sentence: string;
}

/** A running process. It ends with the process that started it, even after a SIGKILL. */
export interface Child extends AsyncDisposable {
  readonly name: string;
  /** `undefined` if it could not be started. */
  readonly pid: number | undefined;
  /** Node's handle, for the channel of the options. */
  readonly process: ChildProcess;
  /** The lines of its stdout. */
  readonly lines: Interface;
  /** The lines of its stderr. */
  readonly errorLines: Interface;
  /** What it has written so far. */
  output(): Output;
  /** Resolves when it has ended or could not be started; never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Whether `stop()` or `kill()` was called. */
  readonly stopping: boolean;
  /** Sends a signal to this process alone; `SIGSTOP` and `SIGCONT` freeze and thaw it. */
  signal(signal: NodeJS.Signals): void;
  /** Sends SIGTERM to the process and all that it has started, and SIGKILL after 5 s. Resolves once it has ended. */
  stop(): Promise<void>;
  /** Sends SIGKILL to the process and all that it has started. Resolves once it has ended. */
  kill(): Promise<void>;
}

const graceMs = 5_000;
const lastWordsMs = 1_000;

/**
 * Starts a program in a new process group: a Ctrl-C in the terminal reaches only our own process, and a signal to the
 * group also reaches what a shell or a start script has started.
 */
export function startChild(options: ChildOptions): Child {
  const child = spawnGroup(options);
  const { pid } = child;
  const output = keepOutput(child);
  const ended = endOf(child, () => sentenceOf(options.name, child, output().stderr));
  if (pid !== undefined) watch(pid);
  let stopping = false;
  let isOver = false;
  void ended.then(() => {
    isOver = true;
    if (pid !== undefined) unwatch(pid);
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    stopping = true;
    if (!isOver) await endGroup(child, signal, ended);
  };
  return {
    name: options.name,
    pid,
    process: child,
    lines: createInterface({ input: child.stdout }),
    errorLines: createInterface({ input: child.stderr }),
    output,
    ended,
    get stopping() {
      return stopping;
    },
    signal: (signal) => void child.kill(signal),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  };
}

type Spawned = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };

function spawnGroup({ command, args = [], env, cwd, runAs, channel }: ChildOptions): Spawned {
  const stdin = channel === 'stdin' ? 'pipe' : 'ignore';
  return spawn(command, args, {
    cwd,
    ...runAs,
    detached: true,
    env: { PATH: process.env['PATH'], ...env },
    stdio: [stdin, 'pipe', 'pipe', ...(channel === 'ipc' ? (['ipc'] as const) : [])],
  }) as Spawned;
}

function endOf(child: Spawned, sentence: () => string): Promise<ChildEnd> {
  const { promise, resolve } = Promise.withResolvers<ChildEnd>();
  const end = (code: number | null, signal: NodeJS.Signals | null) =>
    resolve({ code, signal, sentence: sentence() });
  child.on('error', ({ message }) => {
    // Later errors come from a channel whose other end is closed; `close` follows.
    if (child.pid === undefined) {
      resolve({ code: null, signal: null, sentence: `${sentence()}: ${message}` });
    }
  });
  child.once('close', end);
  // A background process that it has started may keep its pipes open without end.
  child.once('exit', (code, signal) => setTimeout(end, lastWordsMs, code, signal).unref());
  return promise;
}

function sentenceOf(name: string, { pid, exitCode, signalCode }: Spawned, stderr: string): string {
  if (pid === undefined) return `${name} could not be started`;
  const ending = `${name} ended with ${signalCode ?? `code ${exitCode}`}`;
  return [ending, lastLines(stderr)].filter(Boolean).join(':\n');
}

async function endGroup(
  child: Spawned,
  signal: 'SIGTERM' | 'SIGKILL',
  ended: Promise<unknown>,
): Promise<void> {
  signalGroup(child, signal);
  const timer = setTimeout(signalGroup, graceMs, child, 'SIGKILL');
  await ended;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL'); // what it has started and not stopped
}

function signalGroup({ pid }: Spawned, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group has ended.
  }
}
