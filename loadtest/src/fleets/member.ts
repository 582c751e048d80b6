import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { exitCodes, RunError } from '@onetoken/report-kit';

/** A process to start. */
export interface MemberOptions {
  /** Names the process in messages, for example `pod 3`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process; of the runner's own only `PATH` and `HOME` are passed on. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Reads a line of a process's stdout: a value once it is ready, else `undefined`. */
export type ReadyFrom<Ready> = (line: string) => Ready | undefined;

/** How a process ended; `sentence` holds the last lines of its stderr, too. */
export interface MemberEnd {
  readonly code: number | null;
  readonly sentence: string;
}

/** One process of the fleet. */
export interface Member {
  readonly name: string;
  readonly pid: number | undefined;
  /** The lines of its stdout. */
  readonly lines: Interface;
  /** The lines of its stderr. */
  readonly errorLines: Interface;
  readonly ended: Promise<MemberEnd>;
  /** Whether `stop()` was called: an end after that is no accident. */
  readonly stopping: boolean;
  /** Asks it and what it has started to end (SIGTERM), and makes them end after 5 s (SIGKILL). */
  stop(): Promise<void>;
}

const readyMs = 20_000;
const stopMs = 5_000;
const lastWordsMs = 1_000;
const tailLines = 5;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Keeps the last lines a process wrote to stderr: they say why it ended. */
function keepTail(errorLines: Interface): () => string {
  const tail: string[] = [];
  errorLines.on('line', (line) => {
    tail.push(stripVTControlCharacters(line));
    if (tail.length > tailLines) tail.shift();
  });
  return () => tail.join('\n');
}

function endOf(child: Child, errorLines: Interface, name: string): Promise<MemberEnd> {
  const tail = keepTail(errorLines);
  return new Promise((resolve) => {
    child.once('error', ({ message }) =>
      resolve({ code: null, sentence: `${name} could not be started: ${message}` }),
    );
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      const how = signal === null ? `code ${code}` : signal;
      const sentence = [`${name} ended with ${how}`, tail()].filter(Boolean).join(':\n');
      resolve({ code, sentence });
    };
    child.once('close', end);
    // What it started and left behind may hold its pipes for ever: its last words get a moment, no more.
    child.once('exit', (code, signal) => setTimeout(end, lastWordsMs, code, signal).unref());
  });
}

function environment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '', HOME = '/' } = process.env;
  return { PATH, HOME, ...own };
}

/** Sends a signal to a process and to what it has started: a shell or a start script would not pass it on. */
function signalGroup({ pid }: Child, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // All of them have ended by themselves.
  }
}

/**
 * Spawns a process in a group of its own, so that a Ctrl-C in the terminal reaches the runner only,
 * which then ends all of them in order.
 */
export function spawnMember(options: MemberOptions): Member {
  const { name, command, args } = options;
  const child = spawn(command, args, {
    detached: true,
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errorLines = createInterface({ input: child.stderr });
  const ended = endOf(child, errorLines, name);
  const member = {
    name,
    pid: child.pid,
    lines: createInterface({ input: child.stdout }),
    errorLines,
    ended,
    stopping: false,
    async stop(): Promise<void> {
      member.stopping = true;
      signalGroup(child, 'SIGTERM');
      const timer = setTimeout(signalGroup, stopMs, child, 'SIGKILL');
      await ended;
      clearTimeout(timer);
      signalGroup(child, 'SIGKILL'); // whoever stayed when it went
    },
  };
  return member;
}

/** The value of the line that says "ready", unless the process ends or 20 s pass before it. */
export function whenReady<Ready>(member: Member, readyFrom: ReadyFrom<Ready>): Promise<Ready> {
  const { promise, resolve, reject } = Promise.withResolvers<Ready>();
  const fail = (problem: string) => reject(new RunError(problem, exitCodes.unavailable));
  const timer = setTimeout(fail, readyMs, `${member.name} was not ready after ${readyMs / 1000} s`);
  const look = (line: string) => {
    const ready = readyFrom(line);
    if (ready !== undefined) resolve(ready);
  };
  member.lines.on('line', look);
  void member.ended.then(({ sentence }) => fail(sentence));
  return promise.finally(() => {
    clearTimeout(timer);
    member.lines.off('line', look);
  });
}
