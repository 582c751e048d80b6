import { hash } from 'node:crypto';
import { randomToken } from './random-token.ts';

/** An access token that the mock issued. Times are of the mock's clock. */
export interface IssuedToken {
  readonly accessToken: string;
  readonly clientId: string;
  readonly region: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  revoked: boolean;
}

export type TokenState = 'live' | 'expired' | 'revoked';

/** Tokens, oldest first. Beyond `capacity` the oldest are dropped, live or not, so memory is bounded. */
export class TokenStore {
  readonly #tokens = new Map<string, IssuedToken>();
  /** A ring: when it is full, the next token replaces the oldest. */
  readonly #byAge: IssuedToken[] = [];
  #next = 0;
  readonly #newest = new Map<string, IssuedToken[]>();
  readonly #capacity: number;
  #forgottenLive = 0;

  constructor(capacity = 100_000) {
    this.#capacity = capacity;
  }

  /** Live tokens that were dropped because of the capacity: calls with them are refused. */
  get forgottenLive(): number {
    return this.#forgottenLive;
  }

  issue(owner: { clientId: string; region: string }, now: number, lifeMs: number): IssuedToken {
    const accessToken = randomToken();
    const token: IssuedToken = {
      accessToken,
      clientId: owner.clientId,
      region: owner.region,
      issuedAt: now,
      expiresAt: now + lifeMs,
      revoked: false,
    };
    this.#forgetBeyondCapacity(now);
    this.#tokens.set(accessToken, token);
    this.#byAge[this.#next] = token;
    this.#next = (this.#next + 1) % this.#capacity;
    this.#remember(token);
    return token;
  }

  find(accessToken: string): IssuedToken | undefined {
    return this.#tokens.get(accessToken);
  }

  /** The client's newest token that is neither expired nor revoked. */
  newestLive(clientId: string, now: number): IssuedToken | undefined {
    return this.#newest.get(clientId)?.findLast((token) => stateOf(token, now) === 'live');
  }

  /** Revokes one token, all of a client, or, without a filter, all; returns how many were live. */
  revoke(filter: { clientId?: string; accessToken?: string }, now: number): number {
    let count = 0;
    for (const token of this.#matching(filter)) {
      if (stateOf(token, now) === 'live') count += 1;
      token.revoked = true;
    }
    return count;
  }

  #matching(filter: { clientId?: string; accessToken?: string }): IssuedToken[] {
    if (filter.accessToken !== undefined) {
      const token = this.#tokens.get(filter.accessToken);
      return token ? [token] : [];
    }
    const all = [...this.#tokens.values()];
    return filter.clientId === undefined
      ? all
      : all.filter(({ clientId }) => clientId === filter.clientId);
  }

  #remember(token: IssuedToken): void {
    const recent = this.#newest.get(token.clientId) ?? [];
    recent.push(token);
    if (recent.length > RECENT_PER_CLIENT) recent.shift();
    this.#newest.set(token.clientId, recent);
  }

  #forgetBeyondCapacity(now: number): void {
    const oldest = this.#byAge[this.#next];
    if (!oldest) return;
    if (stateOf(oldest, now) === 'live') this.#forgottenLive += 1;
    this.#tokens.delete(oldest.accessToken);
  }
}

/** Tokens per client that `newestLive` looks at, so that it can skip revoked ones. */
const RECENT_PER_CLIENT = 64;

export function stateOf(token: IssuedToken, now: number): TokenState {
  if (token.revoked) return 'revoked';
  return now < token.expiresAt ? 'live' : 'expired';
}

/** First 8 hex digits of the token's SHA-256: identifies a token without revealing it. */
export function fingerprintOf(accessToken: string): string {
  return hash('sha256', accessToken).slice(0, 8);
}

/** Whether a token is in the first `fraction` of its life: a correct client requests no other one then. */
export function isFresh(token: IssuedToken, now: number, fraction: number): boolean {
  return now - token.issuedAt < fraction * (token.expiresAt - token.issuedAt);
}
