import { type Clock, systemClock } from '../../src/clock.ts';

/**
 * For tests that count what a fleet does: a machine that is busy with other tests must not look
 * like a store that is down.
 */
export const PATIENT = { operationMs: 60_000, connectMs: 60_000 } as const;

/** The same for stores whose limits are no options. Short pauses stay as they are. */
export const patientClock: Clock = {
  ...systemClock,
  sleep: (ms, signal, background) =>
    systemClock.sleep(ms < 100 ? ms : 100 * ms, signal, background),
};
