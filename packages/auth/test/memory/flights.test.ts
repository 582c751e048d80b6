import { beforeEach, describe, expect, test } from 'vitest';
import { createFlights, type Flights } from '../../src/memory/flights.ts';
import type { HeldToken } from '../../src/shared/held-token.ts';
import type { Demand } from '../../src/shared/shared-layer.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

const MAX_FLIGHT_MS = 26_000;
const OLD = { fingerprint: 'old' } as HeldToken;
const NEW = { fingerprint: 'new' } as HeldToken;

let clock: VirtualClock;
let demands: Demand[];
let answers: PromiseWithResolvers<HeldToken>[];
let landed: HeldToken[];
let flights: Flights;

beforeEach(() => {
  clock = new VirtualClock();
  [demands, answers, landed] = [[], [], []];
  const get = (demand: Demand): Promise<HeldToken> => {
    const answer = Promise.withResolvers<HeldToken>();
    demands.push(demand);
    answers.push(answer);
    return answer.promise;
  };
  flights = createFlights(
    { get },
    {
      clock,
      isRejected: (fingerprint) => fingerprint === 'rejected',
      maxFlightMs: MAX_FLIGHT_MS,
      onLanded: (held) => landed.push(held),
    },
  );
});

describe('a flight', () => {
  test('is the one under way until it lands', async () => {
    expect(flights.current()).toBeUndefined();
    const flight = flights.start(undefined);
    expect(flights.current()).toBe(flight);
    answers[0]?.resolve(NEW);
    expect(await flight.promise).toBe(NEW);
    expect(landed).toEqual([NEW]);
    expect(flights.current()).toBeUndefined();
  });

  test('is no longer under way when it has failed', async () => {
    const flight = flights.start(undefined);
    answers[0]?.reject(new RangeError('down'));
    await expect(flight.promise).rejects.toThrow(RangeError);
    expect(landed).toEqual([]);
    expect(flights.current()).toBeUndefined();
  });

  test('hands on what is held and what was rejected', () => {
    expect(flights.start(OLD).isRefresh).toBe(true);
    expect(demands[0]?.held).toBe(OLD);
    expect(demands[0]?.isRejected('rejected')).toBe(true);
    expect(demands[0]?.isRejected('other')).toBe(false);
    expect(flights.start(undefined).isRefresh).toBe(false);
  });

  test('asks again when its token was rejected on its way', async () => {
    const flight = flights.start(OLD);
    answers[0]?.resolve({ fingerprint: 'rejected' } as HeldToken);
    await expect.poll(() => demands).toHaveLength(2);
    expect(demands[1]).toEqual({ ...demands[0], held: undefined });
    answers[1]?.resolve(NEW);
    expect(await flight.promise).toBe(NEW);
    expect(landed).toEqual([NEW]);
  });

  test('does not ask again once it is aborted', async () => {
    const flight = flights.start(undefined);
    flights.start(undefined);
    answers[0]?.resolve({ fingerprint: 'rejected' } as HeldToken);
    await expect(flight.promise).rejects.toMatchObject({ code: 'ERR_LOGIN_UNAVAILABLE' });
    expect(demands).toHaveLength(2);
  });

  test('is not joined when it has lasted too long', () => {
    const flight = flights.start(undefined);
    clock.suspend(MAX_FLIGHT_MS);
    expect(flights.current()).toBe(flight);
    clock.suspend(1);
    expect(flights.current()).toBeUndefined();
  });
});

describe('the flight that another one replaces', () => {
  test('is aborted, and lands no more', async () => {
    const first = flights.start(undefined);
    const second = flights.start(undefined);
    expect(demands[0]?.signal.reason).toMatchObject({
      code: 'ERR_LOGIN_UNAVAILABLE',
      reason: 'the process was suspended',
      attempts: 1,
    });
    answers[0]?.resolve(OLD);
    await expect(first.promise).rejects.toMatchObject({ code: 'ERR_LOGIN_UNAVAILABLE' });
    expect(landed).toEqual([]);
    expect(flights.current()).toBe(second);
    expect(demands[1]?.signal.aborted).toBe(false);
  });
});

describe('closing', () => {
  test('ends the flight under way, and waits for its end', async () => {
    const flight = flights.start(undefined);
    const closing = flights.close();
    expect(demands[0]?.signal.reason).toMatchObject({ code: 'ERR_CLOSED' });
    answers[0]?.reject(demands[0]?.signal.reason);
    await closing;
    await expect(flight.promise).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  });

  test('is done at once where none is under way', async () => {
    await expect(flights.close()).resolves.toBeUndefined();
  });
});
