import { UNAVAILABLE } from '@onetoken/auth/testing';
import { type Fault, FREE, lasting } from './fault.ts';

/** The longest pause between two attempts is 30 s ± 20 %, the shortest of the long ones 24 s. */
const PAUSE_MS = { least: 24_000, most: 36_000 };
/** Attempts until the pauses have grown to their full length. */
const QUICK_ATTEMPTS = 8;

export const loginDown: Fault = {
  title: 'the login answers 503 while a refresh is due',
  happens: 'when a refresh is due',
  durationMs: lasting({ minutes: 30, ofLife: 0.4 }),
  async run(world, durationMs) {
    world.login.always = UNAVAILABLE;
    await world.clock.sleep(durationMs);
    world.login.always = undefined;
    const tokenRequests = QUICK_ATTEMPTS + Math.ceil(durationMs / PAUSE_MS.least);
    return { ...FREE, tokenRequests, recoveryMs: PAUSE_MS.most + 15_000 };
  },
};

const RETRY_AFTER_S = 120;
/** A 400 names no time; the fleet then pauses for 54 to 66 s. */
const QUIET_MS = { '429': 1_000 * RETRY_AFTER_S, '400': 54_000 };

export const throttled: Fault = {
  title: 'the login throttles every request while a refresh is due',
  happens: 'when a refresh is due',
  durationMs: lasting({ minutes: 10, ofLife: 0.2 }),
  async run(world, durationMs) {
    const form = world.chance.random() < 0.5 ? '429' : '400';
    world.login.throttling = { form, retryAfterS: RETRY_AFTER_S };
    await world.clock.sleep(durationMs);
    world.login.throttling = undefined;
    const tokenRequests = 1 + Math.ceil(durationMs / QUIET_MS[form]);
    return { ...FREE, tokenRequests, recoveryMs: 1_000 * RETRY_AFTER_S + 15_000 };
  },
};

export const revocation: Fault = {
  title: 'the token is revoked, and every process gets a 401 at the same moment',
  happens: 'last',
  durationMs: () => 0,
  async run(world) {
    world.journal.revokeAll(world.now);
    for (const pod of world.pods) pod.call();
    return { ...FREE, tokenRequests: 1, recoveryMs: 5_000 };
  },
};
