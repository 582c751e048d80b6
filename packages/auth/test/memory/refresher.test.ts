import { beforeEach, describe, expect, test } from 'vitest';
import { Refresher } from '../../src/memory/refresher.ts';
import { readClock } from '../../src/ports/clock.ts';
import { createEvents } from '../../src/ports/events.ts';
import type { TokenDemand } from '../../src/shared/attempt.ts';
import type { HeldToken } from '../../src/shared/held-token.ts';
import { settle, VirtualClock } from '../../src/testing/virtual-clock.ts';

const MAX_FLIGHT_MS = 26_000;
const OLD = { fingerprint: 'old', stored: 'primary' } as HeldToken;
const NEW = { fingerprint: 'new', stored: 'primary' } as HeldToken;
const REJECTED = { fingerprint: 'rejected', stored: 'primary' } as HeldToken;

let clock: VirtualClock;
let demands: TokenDemand[];
let answers: PromiseWithResolvers<HeldToken>[];
let landed: HeldToken[];
let refresher: Refresher;

beforeEach(() => {
  clock = new VirtualClock();
  [demands, answers, landed] = [[], [], []];
  const get = (demand: TokenDemand): Promise<HeldToken> => {
    const answer = Promise.withResolvers<HeldToken>();
    demands.push(demand);
    answers.push(answer);
    return answer.promise;
  };
  refresher = new Refresher(
    { get },
    {
      clock,
      events: createEvents('scope'),
      isRejected: (fingerprint) => fingerprint === 'rejected',
      maxFlightMs: MAX_FLIGHT_MS,
      onLanded: (held) => landed.push(held) > 0,
      onFlight: () => undefined,
    },
  );
});

const refresh = () => refresher.refresh(OLD, readClock(clock));
const obtain = () => {
  const obtained = refresher.obtain();
  obtained.catch(() => undefined);
  return obtained;
};

describe('a flight', () => {
  test('is shared by all callers until it lands', async () => {
    const flight = [obtain(), obtain()];
    refresh();
    expect(demands).toHaveLength(1);
    answers[0]?.resolve(NEW);
    expect(await Promise.all(flight)).toEqual([NEW, NEW]);
    expect(landed).toEqual([NEW]);
    obtain();
    expect(demands).toHaveLength(2);
  });

  test('is no longer under way when it has failed', async () => {
    const flight = obtain();
    answers[0]?.reject(new RangeError('down'));
    await expect(flight).rejects.toThrow(RangeError);
    expect(landed).toEqual([]);
    obtain();
    expect(demands).toHaveLength(2);
  });

  test('hands on what is held and what was rejected', async () => {
    refresh();
    expect(demands[0]?.held).toBe(OLD);
    expect(demands[0]?.isRejected('rejected')).toBe(true);
    expect(demands[0]?.isRejected('other')).toBe(false);
    answers[0]?.resolve(NEW);
    await settle();
    obtain();
    expect(demands[1]?.held).toBeUndefined();
  });

  test('asks again when its token was rejected on its way', async () => {
    refresh();
    answers[0]?.resolve(REJECTED);
    await expect.poll(() => demands).toHaveLength(2);
    expect(demands[1]).toEqual({ ...demands[0], held: undefined });
    const flight = obtain();
    answers[1]?.resolve(NEW);
    expect(await flight).toBe(NEW);
    expect(landed).toEqual([NEW]);
  });

  test('that gave up early is followed by one for the callers without a token', async () => {
    refresh();
    const flight = obtain();
    answers[0]?.reject(new RangeError('postponed'));
    await expect.poll(() => demands).toHaveLength(2);
    expect(demands[1]?.held).toBeUndefined();
    answers[1]?.resolve(NEW);
    expect(await flight).toBe(NEW);
  });
});

describe('a flight that has lasted too long', () => {
  test('is joined until then', () => {
    obtain();
    clock.suspend(MAX_FLIGHT_MS);
    obtain();
    expect(demands).toHaveLength(1);
    clock.suspend(1);
    obtain();
    expect(demands).toHaveLength(2);
  });

  test('is aborted by the next one, and lands no more', async () => {
    const first = obtain();
    clock.suspend(MAX_FLIGHT_MS + 1);
    obtain();
    expect(demands[0]?.signal.reason).toMatchObject({
      code: 'ERR_LOGIN_UNAVAILABLE',
      reason: 'the process was suspended',
      attempts: 1,
    });
    answers[0]?.resolve(OLD);
    await expect(first).rejects.toMatchObject({ code: 'ERR_LOGIN_UNAVAILABLE' });
    expect(landed).toEqual([]);
    expect(demands[1]?.signal.aborted).toBe(false);
    refresh(); // the second one is still under way
    expect(demands).toHaveLength(2);
  });

  test('does not ask again once it is aborted', async () => {
    const first = obtain();
    clock.suspend(MAX_FLIGHT_MS + 1);
    obtain();
    answers[0]?.resolve(REJECTED);
    await expect(first).rejects.toMatchObject({ code: 'ERR_LOGIN_UNAVAILABLE' });
    expect(demands).toHaveLength(2);
  });
});

describe('closing', () => {
  test('ends the flight under way, and waits for its end', async () => {
    const flight = obtain();
    const closing = refresher.close();
    expect(demands[0]?.signal.reason).toMatchObject({ code: 'ERR_CLOSED' });
    answers[0]?.reject(demands[0]?.signal.reason);
    await closing;
    await expect(flight).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  });

  test('is done at once where none is under way', async () => {
    await expect(refresher.close()).resolves.toBeUndefined();
  });

  test('refuses callers', async () => {
    await refresher.close();
    await expect(obtain()).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  });
});
