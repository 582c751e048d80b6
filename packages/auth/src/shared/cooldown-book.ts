import {
  LoginEndpointError,
  LoginRefusedError,
  LoginThrottledError,
  LoginUnavailableError,
} from '../errors/index.ts';
import { refusalMs } from '../login/backoff.ts';
import type { Credential } from '../login/credentials.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';
import { type ActiveCooldown, type Cooldown, encodeCooldown, REMEMBER_MS } from './cooldown.ts';

/** Names of the notes that hold a cool-down. */
export const THROTTLED = 'throttled';
export const LOGIN = 'login';
export const refusedNote = (credential: Credential): string => `refused:${credential.id}`;

/** Writes cool-downs for the fleet, and keeps a copy for the time without the shared store. */
export interface CooldownBook {
  /** After a failed request: how long everyone keeps quiet. `failures` were known before it. */
  record(error: unknown, credential: Credential | undefined, failures: number): Promise<void>;
  recall(name: string): ActiveCooldown | undefined;
  /** After a success: the next failure starts a new series. */
  forget(names: readonly string[]): void;
}

interface Entry {
  readonly cooldown: Cooldown;
  readonly since: Instant;
  readonly ms: number;
}

export function createCooldownBook(
  clock: Clock,
  shared: GuardedStore,
  events: Events,
): CooldownBook {
  const entries = new Map<string, Entry>();
  return {
    async record(error, credential, failures) {
      const verdict = verdictOf(error, credential, failures);
      if (!verdict) return;
      const { name, cooldown, ms } = verdict;
      entries.set(name, { cooldown, since: readClock(clock), ms });
      events.emit('cooldown', { kind: cooldown.kind, ms, failures: cooldown.failures });
      const ttlMs = Math.ceil(ms) + REMEMBER_MS;
      await shared.attempt('note', (store) => store.note(name, encodeCooldown(cooldown), ttlMs));
    },
    recall(name) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      const leftMs = entry.ms - elapsedMs(entry.since, readClock(clock));
      if (leftMs > -REMEMBER_MS) return { ...entry.cooldown, remainingMs: Math.max(0, leftMs) };
      entries.delete(name);
      return undefined;
    },
    forget(names) {
      for (const name of names) entries.delete(name);
    },
  };
}

interface Verdict {
  readonly name: string;
  readonly cooldown: Cooldown;
  readonly ms: number;
}

/** Pure: which failure silences whom, and for how long. */
export function verdictOf(
  error: unknown,
  credential: Credential | undefined,
  before: number,
): Verdict | undefined {
  const failures = before + 1;
  if (error instanceof LoginThrottledError) {
    return { name: THROTTLED, cooldown: { kind: 'throttled', failures }, ms: error.retryAfterMs };
  }
  if (error instanceof LoginUnavailableError) {
    const { attempts, reason, retryAfterMs = 0 } = error;
    const cooldown: Cooldown = { kind: 'unavailable', failures: attempts, error: reason };
    return { name: LOGIN, cooldown, ms: retryAfterMs };
  }
  if (error instanceof LoginEndpointError) {
    const cooldown: Cooldown = { kind: 'no-login', failures, status: error.status };
    return { name: LOGIN, cooldown, ms: refusalMs(failures) };
  }
  if (error instanceof LoginRefusedError && credential) {
    const { status, error: code, description } = error;
    const said = { ...(code && { error: code }), ...(description && { description }) };
    const cooldown: Cooldown = { kind: 'refused', failures, status, ...said };
    return { name: refusedNote(credential), cooldown, ms: refusalMs(failures) };
  }
  return undefined;
}
