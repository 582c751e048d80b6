import { afterEach, expect, it } from 'vitest';
import { installWallClock, stepWallClock } from '../../src/behaviour/wall-clock.ts';

const RealDate = Date;
afterEach(() => {
  stepWallClock(0);
  globalThis.Date = RealDate;
});

it('steps Date in all its forms and nothing else', () => {
  const monotonic = performance.now();
  installWallClock();
  stepWallClock(3_600_000);
  expect(Date.now() - RealDate.now()).toBeGreaterThan(3_590_000);
  expect(Date.parse(new Date().toISOString()) - RealDate.now()).toBeGreaterThan(3_590_000);
  expect(new Date(5).getTime()).toBe(5);
  expect(performance.now() - monotonic).toBeLessThan(60_000);
});
