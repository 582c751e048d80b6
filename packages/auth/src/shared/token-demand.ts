import type { HeldToken } from './held-token.ts';

/** Gets a token for a process that has none, or whose token is due or unknown to the fleet. */
export interface SharedLayer {
  get(demand: TokenDemand): Promise<HeldToken>;
}

/** What the memory of this process asks the shared layer for. */
export interface TokenDemand {
  /** The token in use, as long as it is usable. With it no caller waits for the answer. */
  readonly held: HeldToken | undefined;
  readonly isRejected: (fingerprint: string) => boolean;
  readonly signal: AbortSignal;
}

/** The token in use, unless it was rejected after the demand was made. */
export function stillHeld({ held, isRejected }: TokenDemand): HeldToken | undefined {
  return held && !isRejected(held.fingerprint) ? held : undefined;
}
