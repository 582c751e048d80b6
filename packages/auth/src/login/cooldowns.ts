import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';
import { refusalMs } from './backoff.ts';
import { parseObject, printable } from './classify.ts';
import type { Credential } from './credentials.ts';
import type { LoginFailure } from './failure.ts';

/** Names of the notes that hold a cool-down. */
export const THROTTLED = 'throttled';
export const LOGIN = 'login';
export const refusedNote = (credential: Credential): string => `refused:${credential.id}`;

/**
 * A note outlives its cool-down by this time in ms, so that the next failure continues the growing
 * series and does not start a new one.
 */
export const REMEMBER_MS = 120_000;

/** Failures that stop token requests for a time, by the name of their note. */
export type KnownFailures = ReadonlyMap<string, LoginFailure>;

/** Writes cool-downs for the fleet, and keeps a copy for the time without the shared store. */
export interface Cooldowns {
  /** After a failed request: stops the fleet's requests for a time. `known` is the earlier state. */
  record(failure: LoginFailure, credential: Credential, known: KnownFailures): Promise<void>;
  /** The failure with the time that is left: 0 when it is over and only its count is remembered. */
  recall(name: string): LoginFailure | undefined;
  /** After a success: the next failure starts a new series. */
  forget(names: readonly string[]): void;
}

interface Entry {
  readonly failure: LoginFailure;
  readonly since: Instant;
  readonly ms: number;
}

export function createCooldowns(clock: Clock, store: GuardedStore, events: Events): Cooldowns {
  const entries = new Map<string, Entry>();
  return {
    async record(answer, credential, known) {
      const name = noteName(answer, credential);
      const { failure, ms } = cooldownAfter(answer, known.get(name)?.failures ?? 0);
      entries.set(name, { failure, since: readClock(clock), ms });
      events.emit('cooldown', { kind: failure.kind, ms, failures: failure.failures });
      const ttlMs = Math.ceil(ms) + REMEMBER_MS;
      await store.attempt('note', (it) => it.note(name, encodeFailure(failure), ttlMs));
    },
    recall(name) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      const leftMs = entry.ms - elapsedMs(entry.since, readClock(clock));
      if (leftMs > -REMEMBER_MS) return { ...entry.failure, retryAfterMs: Math.max(0, leftMs) };
      entries.delete(name);
      return undefined;
    },
    forget(names) {
      for (const name of names) entries.delete(name);
    },
  };
}

/** A refusal stops processes with the same secret; every other failure stops all. */
export function noteName({ kind }: LoginFailure, credential: Credential): string {
  if (kind === 'refused') return refusedNote(credential);
  return kind === 'throttled' ? THROTTLED : LOGIN;
}

/** Pure: how long a failure stops requests, after `before` failures of its kind. */
export function cooldownAfter(answer: LoginFailure, before: number): Omit<Entry, 'since'> {
  const { retryAfterMs = 0, ...failure } = answer;
  // The layer that makes attempts counts them.
  if (failure.kind === 'unavailable') return { failure, ms: retryAfterMs };
  const failures = before + 1;
  const ms = failure.kind === 'throttled' ? retryAfterMs : refusalMs(failures);
  return { failure: { ...failure, failures }, ms };
}

/** A failure as a note. */
export function encodeFailure({ retryAfterMs: _, ...failure }: LoginFailure): string {
  return JSON.stringify(failure);
}

const KINDS: readonly unknown[] = ['throttled', 'unavailable', 'refused', 'no-login'];

/**
 * Reads a note and the time it has left; `undefined` if it is not one of ours. Texts are limited,
 * because any program that can write to the store may have written it.
 */
export function decodeFailure(note: string, noteRemainingMs: number): LoginFailure | undefined {
  const { kind, failures, status, ...said } = parseObject(note) ?? {};
  if (!KINDS.includes(kind) || !Number.isSafeInteger(failures) || Number(failures) < 0) {
    return undefined;
  }
  const error = printable(said['error'], 200);
  const description = printable(said['description'], 200);
  return {
    kind: kind as LoginFailure['kind'],
    failures: Number(failures),
    ...(typeof status === 'number' && { status }),
    ...(error !== undefined && { error }),
    ...(description !== undefined && { description }),
    retryAfterMs: Math.max(0, noteRemainingMs - REMEMBER_MS),
  };
}
