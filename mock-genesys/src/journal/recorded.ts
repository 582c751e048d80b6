import type { BoundedCache } from '../cache/bounded-cache.ts';
import type { JournalEntry } from './entry.ts';

/** A recorded request. Its token becomes a fingerprint, and its number an id, when the journal is read. */
export type Recorded = Omit<JournalEntry, 'seq' | 'token' | 'correlationId'> & {
  readonly accessToken: string | undefined;
  /** Number of the correlation id. */
  readonly number: number;
};

/** A slot of the ring: a recorded request that a later one overwrites. */
export type Slot = { -readonly [K in keyof Recorded]: Recorded[K] };

export function emptySlot(): Slot {
  return {
    at: 0,
    surface: 'api',
    method: '',
    path: '',
    region: '',
    clientId: '',
    accessToken: undefined,
    status: 0,
    outcome: 'ok',
    reason: undefined,
    faults: [],
    tookMs: 0,
    number: 0,
    userAgent: undefined,
  };
}

/** Field by field: the slot keeps nothing that was made for this one request. */
export function writeSlot(slot: Slot, request: Recorded, texts: BoundedCache<string>): void {
  slot.at = request.at;
  slot.surface = request.surface;
  slot.method = request.method;
  slot.path = interned(texts, request.path);
  slot.region = request.region;
  slot.clientId = interned(texts, request.clientId);
  slot.accessToken = request.accessToken;
  slot.status = request.status;
  slot.outcome = request.outcome;
  slot.reason = request.reason === undefined ? undefined : interned(texts, request.reason);
  slot.faults = request.faults;
  slot.tookMs = request.tookMs;
  slot.number = request.number;
  slot.userAgent = request.userAgent === undefined ? undefined : interned(texts, request.userAgent);
}

/** Gives equal texts the same copy, so that ten thousand entries hold a few dozen texts. */
function interned(texts: BoundedCache<string>, text: string): string {
  return texts.get(text) ?? texts.keep(text, text);
}
