import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FromChild, Question, Questions } from './protocol.ts';
import type { TaskInput, TaskName, TaskResult } from './tasks.ts';

export type Ending<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'deadline'; readonly afterMs: number };

export interface RunOptions {
  /** The process is killed after so many ms; a hang is then a result. */
  readonly deadlineMs: number;
  /** What the process may ask. `stopMe` is always answered. */
  readonly answers?: Partial<Questions>;
  readonly execArgv?: readonly string[];
  /** Kills the process, as the deadline would. */
  readonly signal?: AbortSignal;
}

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

/** Runs one task in a process of its own, and ends that process in any case. */
export async function runTask<N extends TaskName>(
  name: N,
  input: TaskInput<N>,
  options: RunOptions,
): Promise<Ending<TaskResult<N>>> {
  const child = fork(WORKER, [name, JSON.stringify(input)], {
    execArgv: [...(options.execArgv ?? [])],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const endWithUs = (): boolean => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  options.signal?.addEventListener('abort', endWithUs, { once: true });
  const finished = new AbortController();
  try {
    const deadline = delay(options.deadlineMs, undefined, { signal: finished.signal }).then(
      (): Ending<TaskResult<N>> => ({ kind: 'deadline', afterMs: options.deadlineMs }),
    );
    deadline.catch(() => undefined); // aborted below
    return await Promise.race([
      conversation<TaskResult<N>>(child, options.answers ?? {}),
      deadline,
    ]);
  } finally {
    finished.abort();
    process.off('exit', endWithUs);
    await end(child);
  }
}

function conversation<T>(child: ChildProcess, answers: Partial<Questions>): Promise<Ending<T>> {
  const { promise, resolve } = Promise.withResolvers<Ending<T>>();
  let lastWords = '';
  child.stderr?.on('data', (chunk) => {
    lastWords = (lastWords + String(chunk)).slice(-2_000);
  });
  child.on('message', (message: FromChild) => {
    if (message.kind === 'ask') void reply(child, message, answers);
    else resolve(message as Ending<T>);
  });
  child.once('error', (error) => resolve({ kind: 'failed', reason: error.message }));
  child.once('exit', (code, signal) =>
    resolve({ kind: 'failed', reason: `ended with ${signal ?? code}: ${lastWords.trim()}` }),
  );
  return promise;
}

async function reply(
  child: ChildProcess,
  { id, question, argument }: Extract<FromChild, { kind: 'ask' }>,
  answers: Partial<Questions>,
): Promise<void> {
  const value = await answerTo(child, question, argument, answers);
  if (child.connected) child.send({ id, value });
}

async function answerTo(
  child: ChildProcess,
  question: Question,
  argument: unknown,
  answers: Partial<Questions>,
): Promise<unknown> {
  if (question === 'stopMe') return stop(child, argument as number);
  const answer = answers[question] as ((argument: unknown) => Promise<unknown>) | undefined;
  if (answer === undefined) throw new Error(`a child asked for ${question}, which was not offered`);
  return answer(argument);
}

async function stop(child: ChildProcess, ms: number): Promise<void> {
  child.kill('SIGSTOP');
  await delay(ms);
  child.kill('SIGCONT');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  child.kill('SIGKILL');
  await promise;
}
