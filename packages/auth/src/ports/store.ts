/**
 * The port to whatever a fleet shares. A store sees opaque strings: the provider seals tokens
 * before they get here. Every method may reject; the provider then goes on without the store.
 *
 * To write another store, implement both interfaces and run `storeContract` of
 * `@onetoken/auth/testing` over it.
 */
export interface TokenStore {
  /**
   * Opens the part of the store that belongs to one credential. Several providers may share one
   * store; its connection ends when the last part is closed.
   * @param scope identifies login and client; 22 characters of base64url
   */
  open(scope: string): CredentialStore;
}

/** One credential's part of a store. */
export interface CredentialStore {
  /** Reads several entries at once. The answers are in the order of the names. */
  read(query: StoreQuery): Promise<StoreAnswer>;
  /**
   * Takes the lease unless somebody holds it. The generation of a granted lease is greater than
   * any that was granted before, also after the store lost its content.
   */
  acquire(owner: string, leaseMs: number): Promise<LeaseAnswer>;
  /**
   * Writes a token, ends the lease and forgets the notes named in `clears`, all or nothing. Refuses
   * unless the lease is still the owner's and the generation newer than the stored one.
   */
  publish(publication: Publication): Promise<PublishAnswer>;
  /** Ends the lease if it is the owner's. */
  release(owner: string): Promise<void>;
  /** Deletes the token with this fingerprint and leaves any other alone. */
  invalidate(invalidation: Invalidation): Promise<InvalidateAnswer>;
  /** Leaves a note for `ttlMs`. A note that lasts longer already stays as it is. */
  note(name: string, value: string, ttlMs: number): Promise<void>;
  /** True for the first caller within `ttlMs`, false for all others. */
  claim(name: string, ttlMs: number): Promise<boolean>;
  /**
   * Takes permits for API calls out of the budget of the fleet: none while the note `API_PAUSE`
   * lasts. Optional: without it, each process keeps to a share of its own.
   */
  reserve?(request: PermitRequest): Promise<PermitAnswer>;
  /** Hears of what other processes do. Optional: without it, waiting processes poll. */
  subscribe?(listener: (event: StoreEvent) => void): Unsubscribe;
  close(): Promise<void>;
}

export type Unsubscribe = () => void;

export interface StoreQuery {
  readonly tokens: readonly string[];
  readonly notes: readonly string[];
}

export interface StoreAnswer {
  readonly tokens: readonly (StoredToken | undefined)[];
  readonly notes: readonly (StoredNote | undefined)[];
}

export interface StoredToken {
  readonly sealed: string;
  readonly generation: number;
  readonly fingerprint: string;
  /**
   * Time in ms until the entry ends, by the store's own clock: this spares the readers a common
   * wall clock. `undefined` if the store cannot tell.
   */
  readonly remainingMs: number | undefined;
}

export interface StoredNote {
  readonly value: string;
  readonly remainingMs: number;
}

export type LeaseAnswer =
  | { readonly kind: 'granted'; readonly generation: number }
  | { readonly kind: 'held'; readonly remainingMs: number };

export interface Publication {
  readonly owner: string;
  readonly generation: number;
  readonly name: string;
  readonly sealed: string;
  readonly fingerprint: string;
  readonly ttlMs: number;
  readonly clears: readonly string[];
}

/** `lease-lost`: the lease ended or changed hands. `superseded`: a newer token is stored. */
export type PublishAnswer = 'published' | 'lease-lost' | 'superseded';

export interface Invalidation {
  /** Where the token may be stored. */
  readonly names: readonly string[];
  readonly fingerprint: string;
  /** Refuse if another invalidation succeeded less than this many ms ago. */
  readonly pauseMs: number;
}

/** `absent`: no such token is stored. `paused`: it is, but the last invalidation is too recent. */
export type InvalidateAnswer = 'invalidated' | 'absent' | 'paused';

/** The note that tells the fleet to make no API calls for a while. */
export const API_PAUSE = 'api-pause';

/** How many calls may leave, and in which time. */
export interface PermitRules {
  /** Calls in any window of the API. */
  readonly limit: number;
  /** Grants are counted in slots of this length, in ms. */
  readonly slotMs: number;
  /** A slot counts against the limit until it is older than this many slots. */
  readonly holdSlots: number;
}

export interface PermitDemand {
  readonly wanted: number;
  /** Calls that left without a permit of this store: they are counted, and never refused. */
  readonly owed: number;
}

export interface PermitRequest extends PermitRules, PermitDemand {}

export interface PermitAnswer {
  readonly granted: number;
  /** Time in ms until more permits come free; 0 when all that were wanted are granted. */
  readonly waitMs: number;
  /** There are none because of a pause. */
  readonly isPaused: boolean;
}

export type StoreEvent =
  | { readonly kind: 'published'; readonly generation: number }
  | { readonly kind: 'invalidated'; readonly fingerprint: string }
  /** A lease ended without a token, or a note was left. */
  | { readonly kind: 'released' }
  /** The connection was interrupted; events may have been missed. */
  | { readonly kind: 'missed' };
