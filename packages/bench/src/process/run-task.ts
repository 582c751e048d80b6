import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '@onetoken/test-kit';
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

/** Runs one task in its own process, and ends that process in any case. */
export async function runTask<N extends TaskName>(
  name: N,
  input: TaskInput<N>,
  options: RunOptions,
): Promise<Ending<TaskResult<N>>> {
  const child = startChild({
    name,
    command: process.execPath,
    args: [...(options.execArgv ?? []), WORKER, name, JSON.stringify(input)],
    env: process.env,
    channel: 'ipc',
  });
  options.signal?.addEventListener('abort', () => void child.kill(), { once: true });
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
    await child.kill();
  }
}

function conversation<T>(child: Child, answers: Partial<Questions>): Promise<Ending<T>> {
  const { promise, resolve } = Promise.withResolvers<Ending<T>>();
  child.process.on('message', (message: FromChild) => {
    if (message.kind === 'ask') void reply(child, message, answers);
    else resolve(message as Ending<T>);
  });
  void child.ended.then(({ sentence }) => resolve({ kind: 'failed', reason: sentence }));
  return promise;
}

async function reply(
  child: Child,
  { id, question, argument }: Extract<FromChild, { kind: 'ask' }>,
  answers: Partial<Questions>,
): Promise<void> {
  const value = await answerTo(child, question, argument, answers);
  if (child.process.connected) child.process.send({ id, value });
}

async function answerTo(
  child: Child,
  question: Question,
  argument: unknown,
  answers: Partial<Questions>,
): Promise<unknown> {
  if (question === 'stopMe') return stop(child, argument as number);
  const answer = answers[question] as ((argument: unknown) => Promise<unknown>) | undefined;
  if (answer === undefined) throw new Error(`a child asked for ${question}, which was not offered`);
  return answer(argument);
}

async function stop(child: Child, ms: number): Promise<void> {
  child.signal('SIGSTOP');
  await delay(ms);
  child.signal('SIGCONT');
}
