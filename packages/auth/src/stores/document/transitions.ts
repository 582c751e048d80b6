import type {
  InvalidateAnswer,
  Invalidation,
  LeaseAnswer,
  Publication,
  PublishAnswer,
  StoreAnswer,
  StoreEvent,
  StoreQuery,
} from '../../ports/store.ts';
import type { SharedDocument, Snapshot } from './document.ts';

/** One method of the store as a pure function of the document. */
export type Transition<Answer> = (snapshot: Snapshot) => TransitionResult<Answer>;

export interface TransitionResult<Answer> {
  readonly answer: Answer;
  /** The new document; without it nothing is written. */
  readonly next?: SharedDocument;
  /** What subscribers are notified of, in a store that has any. */
  readonly event?: StoreEvent;
}

export function readEntries({ document, now }: Snapshot, query: StoreQuery): StoreAnswer {
  return {
    tokens: query.tokens.map((name) => {
      const entry = live(document.tokens.get(name), now);
      if (!entry) return undefined;
      const { until, ...token } = entry;
      return { ...token, remainingMs: until - now };
    }),
    notes: query.notes.map((name) => {
      const entry = live(document.notes.get(name), now);
      return entry && { value: entry.value, remainingMs: entry.until - now };
    }),
  };
}

export function acquire(owner: string, leaseMs: number): Transition<LeaseAnswer> {
  return ({ document, now }) => {
    const held = live(document.lease, now);
    if (held) return { answer: { kind: 'held', remainingMs: held.until - now } };
    const generation = document.generation + 1;
    const next = { ...document, generation, lease: { owner, until: now + leaseMs } };
    return { answer: { kind: 'granted', generation }, next };
  };
}

export function publish(publication: Publication): Transition<PublishAnswer> {
  const { owner, generation, name, sealed, fingerprint, ttlMs, clears } = publication;
  return ({ document, now }) => {
    if (live(document.lease, now)?.owner !== owner) return { answer: 'lease-lost' };
    const stored = live(document.tokens.get(name), now);
    if (stored && stored.generation >= generation) return { answer: 'superseded' };
    const token = { sealed, generation, fingerprint, until: now + ttlMs };
    const tokens = new Map(document.tokens).set(name, token);
    const notes = without(document.notes, clears);
    const next = { ...document, tokens, notes, lease: undefined };
    return { answer: 'published', next, event: { kind: 'published', generation } };
  };
}

export function release(owner: string): Transition<void> {
  return ({ document, now }) => {
    if (live(document.lease, now)?.owner !== owner) return { answer: undefined };
    const next = { ...document, lease: undefined };
    return { answer: undefined, next, event: { kind: 'released' } };
  };
}

export function invalidate(invalidation: Invalidation): Transition<InvalidateAnswer> {
  const { names, fingerprint, pauseMs } = invalidation;
  return ({ document, now }) => {
    const matches = names.filter(
      (name) => live(document.tokens.get(name), now)?.fingerprint === fingerprint,
    );
    if (matches.length === 0) return { answer: 'absent' };
    if (document.pausedUntil > now) return { answer: 'paused' };
    const tokens = without(document.tokens, matches);
    const next = { ...document, tokens, pausedUntil: now + pauseMs };
    return { answer: 'invalidated', next, event: { kind: 'invalidated', fingerprint } };
  };
}

export function note(name: string, value: string, ttlMs: number): Transition<void> {
  return ({ document, now }) => {
    const until = now + ttlMs;
    if ((document.notes.get(name)?.until ?? now) >= until) return { answer: undefined };
    const notes = new Map(document.notes).set(name, { value, until });
    return { answer: undefined, next: { ...document, notes } };
  };
}

export function claim(name: string, ttlMs: number): Transition<boolean> {
  return ({ document, now }) => {
    if ((document.claims.get(name) ?? now) > now) return { answer: false };
    const claims = new Map(document.claims).set(name, now + ttlMs);
    return { answer: true, next: { ...document, claims } };
  };
}

function live<T extends { readonly until: number }>(
  entry: T | undefined,
  now: number,
): T | undefined {
  return entry && entry.until > now ? entry : undefined;
}

function without<T>(map: ReadonlyMap<string, T>, names: readonly string[]): Map<string, T> {
  return new Map([...map].filter(([name]) => !names.includes(name)));
}
