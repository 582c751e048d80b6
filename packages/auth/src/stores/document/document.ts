/**
 * What the processes of a fleet share about one credential, as one value: for stores that can replace
 * one value atomically, but not several. Times are ms on the clock of its keeper.
 */
export interface SharedDocument {
  /** When it was written. */
  readonly time: number;
  /** The last generation that was granted. */
  readonly generation: number;
  readonly lease: Lease | undefined;
  /** Until when invalidations are refused. */
  readonly pausedUntil: number;
  readonly tokens: ReadonlyMap<string, TokenEntry>;
  readonly notes: ReadonlyMap<string, NoteEntry>;
  /** When each claim ends. */
  readonly claims: ReadonlyMap<string, number>;
}

export interface Lease {
  readonly owner: string;
  readonly until: number;
}

export interface TokenEntry {
  readonly sealed: string;
  readonly generation: number;
  readonly fingerprint: string;
  readonly until: number;
}

export interface NoteEntry {
  readonly value: string;
  readonly until: number;
}

/** A document at the time at which it was read. */
export interface Snapshot {
  readonly document: SharedDocument;
  readonly now: number;
}

/**
 * The document of a keeper that has none. Generations start at the time, so that they keep growing
 * after the keeper lost its content.
 */
export function newDocument(now: number): SharedDocument {
  return {
    time: now,
    generation: Math.floor(now),
    lease: undefined,
    pausedUntil: 0,
    tokens: new Map(),
    notes: new Map(),
    claims: new Map(),
  };
}

/** Drops entries that have ended by `now`, so that a document does not grow without limit. */
export function withoutEnded(document: SharedDocument, now: number): SharedDocument {
  const { lease, tokens, notes, claims } = document;
  return {
    ...document,
    lease: lease && lease.until > now ? lease : undefined,
    tokens: new Map([...tokens].filter(([, token]) => token.until > now)),
    notes: new Map([...notes].filter(([, note]) => note.until > now)),
    claims: new Map([...claims].filter(([, until]) => until > now)),
  };
}

/**
 * The document as of `now` for a keeper whose clock was set back behind the last write. Tokens keep
 * their remaining time. Leases and pauses have ended, because they would last too long.
 */
export function afterClockStep(document: SharedDocument, now: number): SharedDocument {
  const step = document.time - now;
  const tokens = [...document.tokens].map(
    ([name, token]) => [name, { ...token, until: token.until - step }] as const,
  );
  return {
    ...newDocument(now),
    generation: document.generation,
    tokens: new Map(tokens),
  };
}
