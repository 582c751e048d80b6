import { beforeEach, describe, expect, test } from 'vitest';
import type { PublishAnswer } from '../../src/ports/store.ts';
import { type Offer, Offers } from '../../src/shared/offers.ts';
import { settle, VirtualClock } from '../../src/testing/virtual-clock.ts';

const LEASE_MS = 10_000;

let clock: VirtualClock;
let offers: Offers;
let start: number;
let done: string[];
let answer: PublishAnswer | undefined;
let isWanted: boolean;

const offer = (owner = 'a'): Offer => ({
  owner,
  publish: async () => {
    done.push(`publish at ${clock.now() - start}`);
    return answer;
  },
  release: async () => {
    done.push('release');
  },
  isWanted: () => isWanted,
});

beforeEach(() => {
  clock = new VirtualClock();
  start = clock.now();
  offers = new Offers({ clock, leaseMs: LEASE_MS });
  [done, answer, isWanted] = [[], undefined, true];
});

describe('an offer', () => {
  test.each(['published', 'lease-lost', 'superseded'] as const)(
    'is repeated every half second until the store answers: %s',
    async (given) => {
      offers.make(offer());
      await clock.advance(1_200);
      expect(done).toEqual(['publish at 500', 'publish at 1000']);
      answer = given;
      await clock.advance(5_000);
      expect(done).toEqual(['publish at 500', 'publish at 1000', 'publish at 1500']);
      expect(offers.has('a')).toBe(false);
    },
  );

  test('needs its lease, and no other, until it ends', async () => {
    offers.make(offer('a'));
    offers.make(offer('b'));
    expect([offers.has('a'), offers.has('b'), offers.has('c')]).toEqual([true, true, false]);
    await clock.advance(LEASE_MS - 500);
    expect(offers.has('a')).toBe(true);
    await clock.advance(500);
    expect(offers.has('a')).toBe(false);
    expect(done).toHaveLength(2 * 20);
  });

  test('ends with the lease, which then is nobody’s to give back', async () => {
    offers.make(offer());
    await clock.advance(3 * LEASE_MS);
    expect(done.at(-1)).toBe(`publish at ${LEASE_MS}`);
  });

  test('ends, and gives the lease back, once its token is rejected', async () => {
    offers.make(offer());
    isWanted = false;
    await clock.advance(2_000);
    expect(done).toEqual(['release']);
    expect(offers.has('a')).toBe(false);
  });

  test('keeps no process alive', async () => {
    const isBackground: (boolean | undefined)[] = [];
    const watched = Object.assign(new VirtualClock(), {
      sleep: async (_ms: number, _signal?: AbortSignal, background?: boolean) => {
        isBackground.push(background);
      },
    });
    answer = 'published';
    new Offers({ clock: watched, leaseMs: LEASE_MS }).make(offer());
    await settle();
    expect(isBackground).toEqual([true]);
  });
});

describe('closing', () => {
  test('ends all offers at once, and waits until their leases are given back', async () => {
    offers.make(offer('a'));
    offers.make(offer('b'));
    await offers.close();
    expect(done).toEqual(['release', 'release']);
    expect(offers.has('a') || offers.has('b')).toBe(false);
  });
});
