import type { FromChild, Question, Questions, ToChild } from './protocol.ts';

const waiting = new Map<number, (value: never) => void>();
let lastId = 0;

/** In a child process: asks the bench for something and waits for the answer. */
export function ask<Q extends Question>(
  question: Q,
  ...argument: Parameters<Questions[Q]>
): ReturnType<Questions[Q]> {
  const { promise, resolve } = Promise.withResolvers<never>();
  if (lastId === 0) process.on('message', answer);
  lastId += 1;
  waiting.set(lastId, resolve);
  send({ kind: 'ask', id: lastId, question, argument: argument[0] });
  return promise as ReturnType<Questions[Q]>;
}

export function send(message: FromChild): void {
  process.send?.(message);
}

function answer({ id, value }: ToChild): void {
  waiting.get(id)?.(value as never);
  waiting.delete(id);
}
