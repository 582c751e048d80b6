import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { type MemoryLayer, withMemory } from '../../src/memory/memory.ts';
import { type Clock, readClock } from '../../src/ports/clock.ts';
import { createEvents } from '../../src/ports/events.ts';
import type { TokenDemand } from '../../src/shared/attempt.ts';
import { type HeldToken, holdToken } from '../../src/shared/held-token.ts';
import { settle, VirtualClock } from '../../src/testing/virtual-clock.ts';
import { steady } from '../support/fleet.ts';

/** A clock that counts its readings, and tells the end of turns as the clock of the process does. */
class CountingClock extends VirtualClock implements Clock {
  readings = 0;
  override now(): number {
    this.readings += 1;
    return super.now();
  }
  endOfTurn(callback: () => void): void {
    setImmediate(callback);
  }
}

let clock: CountingClock;
let memory: MemoryLayer;
let demands: TokenDemand[];
let answer: (demand: TokenDemand) => Promise<HeldToken>;
let issued: number;

function tokenOf(lifeMs: number, stored: HeldToken['stored'] = 'primary'): HeldToken {
  issued += 1;
  const issuedAt = 0;
  const token = { issuedAt, refreshAt: lifeMs / 2, expiresAt: lifeMs, generation: issued };
  const accessToken = `visibly-fake-${issued}`;
  const sighting = { token: { accessToken, ...token }, ageMs: 0, at: readClock(clock), stored };
  return holdToken(sighting, steady(0));
}

beforeEach(() => {
  clock = new CountingClock();
  demands = [];
  issued = 0;
  answer = async () => tokenOf(100_000);
  const shared = {
    get: (demand: TokenDemand) => {
      demands.push(demand);
      return answer(demand);
    },
  };
  const options = { clock, events: createEvents('scope'), leaseMs: 10_000, deadlineMs: 8_000 };
  memory = withMemory(shared, { ...options, onFlight: () => undefined });
});

describe('the hot path', () => {
  test('returns the very same promise to everyone', async () => {
    await memory.accessToken();
    expect(memory.accessToken()).toBe(memory.accessToken());
  });

  test('reads the clock ever more rarely in a burst of calls', async () => {
    await memory.accessToken();
    await nextTurn();
    clock.readings = 0;
    for (let call = 0; call < 255; call += 1) await memory.accessToken();
    expect(clock.readings).toBe(8);
  });

  test('reads it every 256 calls at least in code that never lets a turn end', async () => {
    await memory.accessToken();
    await nextTurn();
    clock.readings = 0;
    for (let call = 0; call < 255 + 256 * 10; call += 1) memory.peek();
    expect(clock.readings).toBe(8 + 10);
  });

  test('reads it again in the next turn', async () => {
    await memory.accessToken();
    for (let call = 0; call < 20; call += 1) memory.peek();
    await nextTurn();
    clock.readings = 0;
    memory.peek();
    expect(clock.readings).toBe(1);
  });

  test('never answers the second of two calls from the first one’s reading: the loop may block in between', async () => {
    const old = await memory.accessToken();
    await nextTurn();
    expect(memory.peek()).toBe(old);
    clock.suspend(1_000_000);
    expect(memory.peek()).toBeUndefined();
  });

  test('trusts nothing in the turn after the process stood still', async () => {
    const old = await memory.accessToken();
    memory.peek();
    await nextTurn();
    clock.suspend(1_000_000);
    expect(memory.peek()).toBeUndefined();
    expect(await memory.accessToken()).not.toBe(old);
  });

  test('stopped within a burst, hands out no more old tokens than the burst had calls', async () => {
    const old = await memory.accessToken();
    await nextTurn();
    for (let call = 0; call < 20; call += 1) memory.peek();
    clock.suspend(1_000_000);
    let stale = 0;
    while (memory.peek() === old) stale += 1;
    expect(stale).toBeLessThanOrEqual(20);
  });
});

describe('one flight', () => {
  test('serves all callers that have no token', async () => {
    await Promise.all(Array.from({ length: 100 }, () => memory.accessToken()));
    expect(demands).toHaveLength(1);
  });

  test('refreshes while the old token is served', async () => {
    const old = await memory.accessToken();
    clock.suspend(60_000);
    await nextTurn();
    const served = [memory.accessToken(), memory.accessToken()];
    expect(await Promise.all(served)).toEqual([old, old]);
    expect(demands).toHaveLength(2);
    await settle();
    expect(await memory.accessToken()).not.toBe(old);
  });

  test('that fails as a refresh is followed by one for a caller without a token', async () => {
    await memory.accessToken();
    clock.suspend(90_000);
    await nextTurn();
    const { promise, reject } = Promise.withResolvers<HeldToken>();
    answer = () => promise;
    expect(memory.peek()).toBe('visibly-fake-1');
    clock.suspend(9_000);
    await nextTurn();
    const waiting = memory.accessToken();
    answer = async () => tokenOf(100_000);
    reject(new Error('postponed'));
    expect(await waiting).toBe('visibly-fake-2');
    expect(demands.map(({ held }) => held !== undefined)).toEqual([false, true, false]);
  });

  test('that was suspended with the process is not waited for', async () => {
    answer = () => new Promise(() => undefined);
    memory.accessToken().catch(() => undefined);
    clock.suspend(1_000_000);
    answer = async () => tokenOf(100_000);
    expect(await memory.accessToken()).toBe('visibly-fake-1');
    expect(demands[0]?.signal.aborted).toBe(true);
  });

  test('that failed is not followed by another for a second, while a token is held', async () => {
    await memory.accessToken();
    clock.suspend(60_000);
    answer = () => Promise.reject(new Error('down'));
    for (let call = 0; call < 10; call += 1) {
      await nextTurn();
      memory.peek();
    }
    expect(demands).toHaveLength(2);
    clock.suspend(1_001);
    await nextTurn();
    memory.peek();
    expect(demands).toHaveLength(3);
  });
});

describe('what the fleet does', () => {
  test('a dropped token is never taken again', async () => {
    const held = await memory.held();
    expect(memory.drop(held.fingerprint, 'fleet')).toBe(true);
    expect(memory.peek()).toBeUndefined();
    answer = async () => held;
    await memory.accessToken();
    expect(memory.peek()).toBeUndefined();
    expect(demands[1]?.isRejected(held.fingerprint)).toBe(true);
  });

  test('dropping another token changes nothing', async () => {
    await memory.accessToken();
    expect(memory.drop('another', 'local')).toBe(false);
    expect(memory.peek()).toBe('visibly-fake-1');
  });

  test('news make the next call look, and no earlier', async () => {
    await memory.accessToken();
    memory.lookSoon();
    await settle();
    expect(demands).toHaveLength(1);
    expect(memory.peek()).toBe('visibly-fake-1');
    expect(demands).toHaveLength(2);
  });
});
