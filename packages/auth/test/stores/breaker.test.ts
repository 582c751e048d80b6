import { expect, test } from 'vitest';
import { systemClock } from '../../src/ports/clock.ts';
import { Breaker } from '../../src/stores/breaker.ts';

function setUp() {
  let now = 0;
  const breaker = new Breaker({ now: () => now, sleep: systemClock.sleep });
  let runs = 0;
  const run = async (operation: () => Promise<unknown>): Promise<string> => {
    try {
      await breaker.run(() => {
        runs += 1;
        return operation();
      });
      return 'ok';
    } catch (error) {
      return (error as Error & { reason?: string }).reason ?? 'failed';
    }
  };
  const fail = () => run(() => Promise.reject(new Error('down')));
  const succeed = () => run(() => Promise.resolve());
  const advance = (ms: number): void => {
    now += ms;
  };
  return { run, fail, succeed, advance, runs: () => runs };
}

const failTimes = async (fail: () => Promise<string>, times: number): Promise<void> => {
  for (let i = 0; i < times; i += 1) expect(await fail()).toBe('failed');
};

test('three failures in a row end all attempts for five seconds', async () => {
  const { fail, succeed, advance, runs } = setUp();
  await failTimes(fail, 3);
  advance(4_999);
  expect(await succeed()).toBe('breaker-open');
  expect(runs()).toBe(3);
  advance(1);
  expect(await succeed()).toBe('ok');
  await failTimes(fail, 2);
  expect(await succeed()).toBe('ok');
});

test('a success in between starts the count anew', async () => {
  const { fail, succeed } = setUp();
  await failTimes(fail, 2);
  expect(await succeed()).toBe('ok');
  await failTimes(fail, 2);
  expect(await succeed()).toBe('ok');
});

test('after the pause one operation tries, and its failure starts another pause', async () => {
  const { run, fail, succeed, advance, runs } = setUp();
  await failTimes(fail, 3);
  advance(5_000);
  const { promise, reject } = Promise.withResolvers<void>();
  const trial = run(() => promise);
  expect(await succeed()).toBe('breaker-open');
  reject(new Error('still down'));
  expect(await trial).toBe('failed');
  expect(await succeed()).toBe('breaker-open');
  expect(runs()).toBe(4);
});
