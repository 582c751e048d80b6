import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LimitDemand, Limiter } from '../../src/limits/limiter.ts';
import type { LimitSetting } from '../../src/limits/settings.ts';

const base: LimitSetting = {
  limit: 1,
  windowMs: 1_000,
  algorithm: 'fixed-window',
  anchor: 'first-request',
  observeOnly: false,
  countRefused: false,
};
const algorithm = fc.constantFrom('fixed-window', 'sliding-window', 'token-bucket');
const settings = fc
  .record({
    limit: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 })),
    windowMs: fc.integer({ min: 5, max: 2_000 }),
    algorithm,
    anchor: fc.constantFrom('first-request', 'wall-clock'),
  })
  .map((part) => ({ ...base, ...part }) as LimitSetting);
/** A distance to the request before: in milliseconds, or to the edge of a window, or a millisecond off. */
type Gap = number | 'just before the edge' | 'on the edge' | 'just after the edge';
interface Arrival {
  readonly key: string;
  readonly gap: Gap;
}
/**
 * Requests in random order of keys: at the very same time, at random distances, and, since chance
 * hardly ever meets them, around the edges of windows.
 */
const arrivals: fc.Arbitrary<Arrival[]> = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    gap: fc.oneof<fc.Arbitrary<Gap>[]>(
      fc.constant(0),
      fc.nat(700),
      fc.constantFrom('just before the edge', 'on the edge', 'just after the edge'),
    ),
  }),
  // The default size makes a dozen requests, too few for a limit to be met twice.
  { minLength: 1, maxLength: 120, size: 'max' },
);
const START = 1_700_000_000_000;

/**
 * Time of the next request. The edge is that of the window of the oldest request that still counts,
 * where a counter may open and must not a millisecond early; else the next multiple of the window.
 */
function timeOf(
  gap: Gap,
  now: number,
  { windowMs, anchor }: LimitSetting,
  admitted: readonly number[],
): number {
  if (typeof gap === 'number') return now + gap;
  const oldest = admitted.find((time) => time + windowMs > now);
  const edge =
    anchor === 'wall-clock' || oldest === undefined
      ? now - (now % windowMs) + windowMs
      : oldest + windowMs;
  const offset = { 'just before the edge': -1, 'on the edge': 0, 'just after the edge': 1 }[gap];
  return Math.max(now, edge + offset);
}

function admittedTimes(setting: LimitSetting, requests: readonly Arrival[]): Map<string, number[]> {
  const limiter = new Limiter();
  const admitted = new Map<string, number[]>([
    ['a', []],
    ['b', []],
    ['c', []],
  ]);
  let now = START;
  for (const { key, gap } of requests) {
    const ofKey = admitted.get(key) ?? [];
    now = timeOf(gap, now, setting, ofKey);
    const demands: LimitDemand[] = [{ name: 'limit', setting, key }];
    if (limiter.decide(now, demands).allowed) ofKey.push(now);
  }
  return admitted;
}

/** Most admissions in any half-open span of `spanMs`. */
function mostIn(times: readonly number[], spanMs: number): number {
  return Math.max(
    0,
    ...times.map((start) => times.filter((time) => time >= start && time < start + spanMs).length),
  );
}

/** The windows a first-request anchored counter must have used, by its definition. */
function countsPerFixedWindow(times: readonly number[], setting: LimitSetting): number[] {
  const counts: number[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    const fresh =
      setting.anchor === 'wall-clock'
        ? Math.floor(time / setting.windowMs) !== Math.floor(start / setting.windowMs)
        : time >= start + setting.windowMs;
    if (fresh) {
      start = time;
      counts.push(0);
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
  }
  return counts;
}

describe('no window ever admits more than the limit, whatever comes in', () => {
  test('fixed window: in each of its windows', () => {
    fc.assert(
      fc.property(settings, arrivals, (any, requests) => {
        const setting = { ...any, algorithm: 'fixed-window' as const };
        for (const times of admittedTimes(setting, requests).values()) {
          const counts = countsPerFixedWindow(times, setting);
          expect(Math.max(0, ...counts)).toBeLessThanOrEqual(setting.limit);
        }
      }),
    );
  });

  test('sliding window: in any span of its length', () => {
    fc.assert(
      fc.property(settings, arrivals, (any, requests) => {
        const setting = { ...any, algorithm: 'sliding-window' as const };
        for (const times of admittedTimes(setting, requests).values()) {
          expect(mostIn(times, setting.windowMs)).toBeLessThanOrEqual(setting.limit);
        }
      }),
    );
  });

  test('token bucket: in any span t at most burst + limit × t / window', () => {
    fc.assert(
      fc.property(settings, arrivals, fc.integer({ min: 1, max: 20 }), (any, requests, burst) => {
        const setting = { ...any, algorithm: 'token-bucket' as const, burst };
        for (const times of admittedTimes(setting, requests).values()) {
          for (const [first, start] of times.entries()) {
            for (let last = first; last < times.length; last += 1) {
              const span = (times[last] ?? 0) - start;
              const bound = burst + (setting.limit * span) / setting.windowMs;
              expect(last - first + 1).toBeLessThanOrEqual(bound + 1e-6);
            }
          }
        }
      }),
    );
  });
});

test('sliding window: refuses only while the span that ends now is full', () => {
  fc.assert(
    fc.property(settings, arrivals, (any, requests) => {
      const setting = { ...any, algorithm: 'sliding-window' as const };
      const limiter = new Limiter();
      const admitted: number[] = [];
      let now = START;
      for (const { gap } of requests) {
        now = timeOf(gap, now, { ...setting, anchor: 'first-request' }, admitted);
        const inSpan = admitted.filter((time) => time > now - setting.windowMs).length;
        const { allowed } = limiter.decide(now, [{ name: 'limit', setting, key: 'a' }]);
        expect(allowed).toBe(inSpan < setting.limit);
        if (allowed) admitted.push(now);
      }
    }),
  );
});

test('whoever waits as long as told is admitted, and nobody a millisecond earlier', () => {
  fc.assert(
    fc.property(settings, arrivals, (setting, requests) => {
      const limiter = new Limiter();
      const demands: LimitDemand[] = [{ name: 'limit', setting, key: 'a' }];
      const admitted: number[] = [];
      let now = START;
      for (const { gap } of requests) {
        now = timeOf(gap, now, setting, admitted);
        const decision = limiter.decide(now, demands);
        if (!decision.allowed) {
          expect(decision.waitMs).toBeGreaterThan(0);
          expect(limiter.decide(now + decision.waitMs - 1, demands).allowed).toBe(false);
          now += decision.waitMs;
          expect(limiter.decide(now, demands)).toEqual({ allowed: true });
        }
        admitted.push(now);
      }
    }),
  );
});

test('a request is counted by all of its limits or by none', () => {
  const two = fc.tuple(settings, settings, settings);
  fc.assert(
    fc.property(two, arrivals, ([first, second, third], requests) => {
      const limiter = new Limiter();
      let now = START;
      for (const { key, gap } of requests) {
        now = timeOf(gap, now, first, []);
        const demands: LimitDemand[] = [
          { name: 'first', setting: first, key },
          { name: 'second', setting: second, key: 'shared' },
          { name: 'third', setting: third, key: 'also shared' },
        ];
        const used = (): number[] => demands.map((demand) => limiter.usage(now, demand).used);
        const before = used();
        const { allowed } = limiter.decide(now, demands);
        expect(used()).toEqual(allowed ? before.map((count) => count + 1) : before);
      }
    }),
  );
});

test('an observed limit never refuses, and counts on beyond its bound', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 30 }), (limit, sent) => {
      const limiter = new Limiter();
      const demand = { name: 'limit', setting: { ...base, limit, observeOnly: true }, key: 'a' };
      for (let i = 0; i < sent; i += 1) {
        expect(limiter.decide(START, [demand])).toEqual({ allowed: true });
      }
      expect(limiter.usage(START, demand).used).toBe(sent);
    }),
  );
});
