import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { orAborted } from '../../src/ports/abortable.ts';

test('without a signal the promise is all there is', async () => {
  expect(await orAborted(Promise.resolve(1))).toBe(1);
});

test('with one, whatever comes first counts', async () => {
  const abort = new AbortController();
  expect(await orAborted(Promise.resolve(1), abort.signal)).toBe(1);
  const waiting = orAborted(new Promise(() => undefined), abort.signal);
  abort.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
});

test('one that is aborted already wins, and the promise may still fail unheard', async () => {
  const failing = Promise.reject(new Error('late'));
  await expect(orAborted(failing, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
});

test('no listener is left behind', async () => {
  const abort = new AbortController();
  for (let time = 0; time < 20; time += 1) await orAborted(Promise.resolve(time), abort.signal);
  expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
});
