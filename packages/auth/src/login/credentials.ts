import { createHash, hkdfSync } from 'node:crypto';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { SecretSlot } from '../ports/events.ts';
import type { Secret } from '../values/secret.ts';
import { readSecret, type SecretSource } from './secret-source.ts';

/** A client secret with what is derived from it. */
export interface Credential {
  readonly slot: SecretSlot;
  readonly secret: Secret;
  /** Keyed hash: tells secrets apart in the store without revealing them. */
  readonly id: string;
  /** The default key that seals tokens in the store. */
  readonly sealingKey: SealingKey;
}

/** A key for sealing tokens. The id is part of the entry's name, so it is public. */
export interface SealingKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** Names login and client in the store; 22 characters of base64url. Never depends on a secret. */
export function scopeOf(login: string, clientId: string): string {
  return createHash('sha256').update(`${login}\n${clientId}`).digest('base64url').slice(0, 22);
}

interface SecretSources {
  readonly current: SecretSource;
  readonly next?: SecretSource | undefined;
}

interface ReadingOptions {
  readonly clock: Clock;
  /** How long a source may take. */
  readonly deadlineMs: number;
  /** Told why there is no next secret, though it has a source. */
  readonly onNextUnavailable: (error: Error) => void;
}

/**
 * Reads the secrets that are configured now. The next one may be missing, unavailable or equal: then
 * it is left out, since most of the time nothing depends on it.
 */
export async function readCredentials(
  { current, next }: SecretSources,
  scope: string,
  options: ReadingOptions,
): Promise<readonly Credential[]> {
  const [live, coming] = await Promise.all([
    readSecret(current, 'clientSecret', options),
    next &&
      readSecret(next, 'nextClientSecret', options).catch(
        (error: Error) => void options.onNextUnavailable(error),
      ),
  ]);
  const credentials = [deriveCredential('current', live, scope)];
  if (!coming || coming.reveal() === live.reveal()) return credentials;
  return [...credentials, deriveCredential('next', coming, scope)];
}

/** So long does one reading serve, in ms: without a token, every call comes to see whether the secret has changed. */
const READING_SERVES_MS = 1_000;

/** Reads at most once a second, a success or a failure. */
export function sharedReading<T>(clock: Clock, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: Instant; readonly result: Promise<T> } | undefined;
  return () => {
    const now = readClock(clock);
    if (!last || elapsedMs(last.at, now) >= READING_SERVES_MS) last = { at: now, result: read() };
    return last.result;
  };
}

export function deriveCredential(slot: SecretSlot, secret: Secret, scope: string): Credential {
  const derive = (purpose: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret.reveal(), scope, `onetoken/v1/${purpose}`, bytes));
  return {
    slot,
    secret,
    id: derive('secret-id', 9).toString('base64url'),
    sealingKey: { id: derive('key-id', 9).toString('base64url'), key: derive('sealing', 32) },
  };
}
