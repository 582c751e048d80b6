import type { HeldToken } from './held-token.ts';

/** Gets a token for a process without one, or whose token is due or unknown to the fleet. */
export interface SharedLayer {
  get(demand: TokenDemand): Promise<HeldToken>;
}

/** What the memory layer requests from the shared layer. */
export interface TokenDemand {
  /** The token in use, while it is usable. If present, no caller waits for the answer. */
  readonly held: HeldToken | undefined;
  readonly isRejected: (fingerprint: string) => boolean;
  readonly signal: AbortSignal;
}

/** The token in use, unless it was rejected after the demand was made. */
export function stillHeld({ held, isRejected }: TokenDemand): HeldToken | undefined {
  return held && !isRejected(held.fingerprint) ? held : undefined;
}
