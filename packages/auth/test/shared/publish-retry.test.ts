import { beforeEach, describe, expect, test } from 'vitest';
import type { PublishAnswer } from '../../src/ports/store.ts';
import { type LostPublication, PublishRetry } from '../../src/shared/publish-retry.ts';
import { settle, VirtualClock } from '../../src/testing/virtual-clock.ts';

const LEASE_MS = 10_000;

let clock: VirtualClock;
let retry: PublishRetry;
let start: number;
let done: string[];
let answer: PublishAnswer | undefined;
let isWanted: boolean;

const lost = (owner = 'a'): LostPublication => ({
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
  retry = new PublishRetry({ clock, leaseMs: LEASE_MS });
  [done, answer, isWanted] = [[], undefined, true];
});

describe('a lost publication', () => {
  test.each(['published', 'lease-lost', 'superseded'] as const)(
    'is repeated every half second until the store answers: %s',
    async (given) => {
      retry.start(lost());
      await clock.advance(1_200);
      expect(done).toEqual(['publish at 500', 'publish at 1000']);
      answer = given;
      await clock.advance(5_000);
      expect(done).toEqual(['publish at 500', 'publish at 1000', 'publish at 1500']);
      expect(retry.has('a')).toBe(false);
    },
  );

  test('needs its lease, and no other, until it ends', async () => {
    retry.start(lost('a'));
    retry.start(lost('b'));
    expect([retry.has('a'), retry.has('b'), retry.has('c')]).toEqual([true, true, false]);
    await clock.advance(LEASE_MS - 500);
    expect(retry.has('a')).toBe(true);
    await clock.advance(500);
    expect(retry.has('a')).toBe(false);
    expect(done).toHaveLength(2 * 20);
  });

  test('ends with the lease, which then is nobody’s to give back', async () => {
    retry.start(lost());
    await clock.advance(3 * LEASE_MS);
    expect(done.at(-1)).toBe(`publish at ${LEASE_MS}`);
  });

  test('ends, and gives the lease back, once its token is rejected', async () => {
    retry.start(lost());
    isWanted = false;
    await clock.advance(2_000);
    expect(done).toEqual(['release']);
    expect(retry.has('a')).toBe(false);
  });

  test('keeps no process alive', async () => {
    const isBackground: (boolean | undefined)[] = [];
    const watched = Object.assign(new VirtualClock(), {
      sleep: async (_ms: number, _signal?: AbortSignal, background?: boolean) => {
        isBackground.push(background);
      },
    });
    answer = 'published';
    new PublishRetry({ clock: watched, leaseMs: LEASE_MS }).start(lost());
    await settle();
    expect(isBackground).toEqual([true]);
  });
});

describe('closing', () => {
  test('ends all retries at once, and waits until their leases are given back', async () => {
    retry.start(lost('a'));
    retry.start(lost('b'));
    await retry.close();
    expect(done).toEqual(['release', 'release']);
    expect(retry.has('a') || retry.has('b')).toBe(false);
  });
});
