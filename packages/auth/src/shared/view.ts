import {
  type Cooldowns,
  decodeFailure,
  type KnownFailures,
  LOGIN,
  refusedNote,
  THROTTLED,
} from '../login/cooldowns.ts';
import type { Credential } from '../login/credentials.ts';
import type { LoginFailure } from '../login/failure.ts';
import { type Clock, readClock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { StoreAnswer } from '../ports/store.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';
import { type HeldToken, holdToken, isFresh, storedAgeMs, usableMs } from './held-token.ts';
import type { Keyring } from './keyring.ts';

/** What the fleet knows at one moment. */
export interface View {
  readonly isReachable: boolean;
  /** The newest usable token in the store. */
  readonly found: HeldToken | undefined;
  readonly failures: KnownFailures;
}

interface ViewOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly cooldowns: Cooldowns;
  readonly store: GuardedStore;
}

export interface ViewRequest {
  readonly keyring: Keyring;
  readonly credentials: readonly Credential[];
  readonly skewMs: number;
  readonly isRejected: (fingerprint: string) => boolean;
}

/** Reads tokens and cool-downs in one round trip. */
export async function takeView(options: ViewOptions, request: ViewRequest): Promise<View> {
  const notes = [THROTTLED, LOGIN, ...request.credentials.map(refusedNote)];
  const query = { tokens: request.keyring.names, notes };
  const at = readClock(options.clock);
  const answer = await options.store.attempt('read', (it) => it.read(query));
  return {
    isReachable: answer !== undefined,
    found: answer && newestUsable(answer, at, options, request),
    failures: new Map(mergeFailures(notes, answer, options.cooldowns)),
  };
}

function newestUsable(
  answer: StoreAnswer,
  at: HeldToken['at'],
  { clock, random }: ViewOptions,
  { keyring, skewMs, isRejected }: ViewRequest,
): HeldToken | undefined {
  const candidates = answer.tokens.flatMap((entry, index): HeldToken[] => {
    const name = keyring.names[index];
    if (!entry || name === undefined || isRejected(entry.fingerprint)) return [];
    const token = keyring.open(name, entry);
    if (!token) return [];
    const ageMs = storedAgeMs(token, entry.remainingMs, clock, skewMs);
    const stored = keyring.isPrimary(name) ? 'primary' : 'secondary';
    return [holdToken({ token, ageMs, at, stored }, random)];
  });
  const now = readClock(clock);
  const usable = candidates.filter((candidate) => usableMs(candidate, now) > 0);
  const best = usable.toSorted((a, b) => b.token.generation - a.token.generation)[0];
  // The same token may exist under two keys; either copy can be used.
  return usable.find(({ fingerprint }) => fingerprint === best?.fingerprint);
}

/** Combines the failures in the store and in this process: the longer cool-down counts. */
function* mergeFailures(
  names: readonly string[],
  answer: StoreAnswer | undefined,
  own: Cooldowns,
): Generator<[string, LoginFailure]> {
  for (const [index, name] of names.entries()) {
    const note = answer?.notes[index];
    const longest = [note && decodeFailure(note.value, note.remainingMs), own.recall(name)]
      .filter((failure) => failure !== undefined)
      .sort((a, b) => leftMs(b) - leftMs(a) || b.failures - a.failures)[0];
    if (longest) yield [name, longest];
  }
}

function leftMs(failure: LoginFailure): number {
  return failure.retryAfterMs ?? 0;
}

/** What to do next, given what the fleet knows. */
export type Decision =
  | { readonly kind: 'adopt'; readonly found: HeldToken }
  | { readonly kind: 'share'; readonly held: HeldToken }
  | { readonly kind: 'pause'; readonly failure: LoginFailure }
  | { readonly kind: 'request'; readonly credentials: readonly Credential[] };

/** Pure: the whole policy of the shared layer. */
export function decide(
  { found, isReachable, failures }: View,
  held: HeldToken | undefined,
  credentials: readonly Credential[],
  now: HeldToken['at'],
): Decision {
  if (found && isFresh(found, now) && isBetter(found, held, now)) return { kind: 'adopt', found };
  // A fresh token is never replaced; it is published again if the store lost it, or has it under an old key.
  if (held && isReachable && isFresh(held, now)) return { kind: 'share', held };
  if (found && (!held || found.token.generation > held.token.generation)) {
    return { kind: 'adopt', found };
  }
  const pause = [failures.get(THROTTLED), failures.get(LOGIN)].find(isActive);
  if (pause) return { kind: 'pause', failure: pause };
  const accepted = credentials.filter((it) => !isActive(failures.get(refusedNote(it))));
  const refusal = credentials.map((it) => failures.get(refusedNote(it))).find(isActive);
  if (accepted.length === 0 && refusal) return { kind: 'pause', failure: refusal };
  return { kind: 'request', credentials: accepted };
}

/** Not for an older token, as after a failover that lost the last write. */
function isBetter(found: HeldToken, held: HeldToken | undefined, now: HeldToken['at']): boolean {
  if (!held || !isFresh(held, now)) return true;
  if (found.fingerprint === held.fingerprint) return found.stored === 'primary';
  return found.token.generation > held.token.generation;
}

function isActive(failure: LoginFailure | undefined): failure is LoginFailure {
  return failure !== undefined && leftMs(failure) > 0;
}
