import type { Child } from './child.ts';

/** Reads a line of a process's stdout: a value once the process is ready, else `undefined`. */
export type ReadyFrom<Ready> = (line: string) => Ready | undefined;

const READY_WITHIN_MS = 30_000;

/**
 * Resolves with the value of the line that says "ready".
 * @throws Error if the process ends before, or after 30 s
 */
export function whenReady<Ready>(child: Child, readyFrom: ReadyFrom<Ready>): Promise<Ready> {
  const { promise, resolve, reject } = Promise.withResolvers<Ready>();
  const fail = (problem: string) => reject(new Error(problem));
  const late = `${child.name} was not ready after ${READY_WITHIN_MS / 1000} s`;
  const timer = setTimeout(fail, READY_WITHIN_MS, late);
  const look = (line: string) => {
    const ready = readyFrom(line);
    if (ready !== undefined) resolve(ready);
  };
  child.lines.on('line', look);
  void child.ended.then(({ sentence }) => fail(sentence));
  return promise.finally(() => {
    clearTimeout(timer);
    child.lines.off('line', look);
  });
}
