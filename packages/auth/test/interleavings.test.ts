import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FleetShape, Interleaving } from './support/interleaving.ts';
import { ANY_HISTORY, CALM_HISTORY, type Move, standstill } from './support/moves.ts';

// The real provider against a model of what a fleet may do, in whatever order answers arrive. A
// failure prints the moves and the order, and the seed that plays them again.

const numRuns = process.env['ONETOKEN_NIGHTLY'] ? 20_000 : 200;
const TIMEOUT = 30 * 60_000;

const isNeverFalling = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => number >= (numbers[index - 1] ?? 0));

/** What holds of every history. */
function checkAlways({ pods, published }: Interleaving): void {
  expect(isNeverFalling(published), `the store took ${published}`).toBe(true);
  for (const { generations, returned } of pods) {
    expect(returned, 'a dropped token comes back').toEqual([]);
    expect(isNeverFalling(generations), `a pod was given ${generations}`).toBe(true);
  }
}

async function playAll(
  histories: fc.Arbitrary<Move[]>,
  pods: fc.Arbitrary<number>,
  check: (fleet: Interleaving, shape: FleetShape) => Promise<void>,
): Promise<void> {
  const shapes = fc.record({ pods, tellsNews: fc.boolean(), isWarm: fc.boolean() });
  const property = fc.asyncProperty(
    fc.scheduler(),
    shapes,
    histories,
    async (order, shape, all) => {
      const fleet = new Interleaving(order, shape);
      await fleet.play(all);
      checkAlways(fleet);
      await check(fleet, shape);
    },
  );
  await fc.assert(property, { numRuns });
}

/** With a store that answers, and less time than a lease lasts, the fleet is as one process. */
async function checkCalm(fleet: Interleaving, { tellsNews }: FleetShape): Promise<void> {
  expect(fleet.errors.filter((code) => code !== 'left')).toEqual([]);
  expect(fleet.clock.monotonic(), 'nobody waits for a lease to end').toBeLessThan(10_000);
  expect(fleet.peak, 'requests at the same time').toBeLessThanOrEqual(1);
  const { length } = fleet.login.tokenRequests;
  expect(length, 'one request, and one for each rejected token').toBeLessThanOrEqual(
    1 + fleet.rejected.size,
  );
  const tokens = await fleet.inTheEnd();
  expect(tokens, 'every pod has a token').not.toContain('none');
  if (tellsNews) expect(tokens.size, `the fleet agrees: ${[...tokens]}`).toBe(1);
  for (const { provider, reported } of fleet.pods) {
    expect(reported, 'a pod uses what it reported').not.toContain(provider.peek());
  }
}

test(
  'one process: single flight, and a token that was dropped never comes back',
  async () => {
    await playAll(CALM_HISTORY, fc.constant(1), checkCalm);
  },
  TIMEOUT,
);

test(
  'two or three processes on one store ask as one, and agree in the end',
  async () => {
    await playAll(CALM_HISTORY, fc.integer({ min: 2, max: 3 }), checkCalm);
  },
  TIMEOUT,
);

test(
  'with outages, closed pods and time that passes, every call ends, and nothing old returns',
  async () => {
    const expected = new Set(['left', 'ERR_CLOSED', 'ERR_LOGIN_UNAVAILABLE']);
    await playAll(ANY_HISTORY, fc.integer({ min: 1, max: 3 }), async ({ errors }) => {
      expect(errors.filter((code) => !expected.has(code))).toEqual([]);
    });
  },
  TIMEOUT,
);

test(
  'a process that stands still at any moment misses nothing',
  async () => {
    await playAll(standstill(0), fc.constant(2), checkCalm);
  },
  TIMEOUT,
);

test(
  'a process that stands still past its lease overwrites nothing',
  async () => {
    await playAll(standstill(12_000), fc.constant(2), async (fleet) => {
      await fleet.clock.advance(60_000); // the end of any pause after a request that took too long
      expect(await fleet.inTheEnd()).not.toContain('none');
    });
  },
  TIMEOUT,
);
