import { randomBytes } from 'node:crypto';

/** Every token that a login gave out, and what became of it. */
export interface IssuedTokens {
  issue(lifeMs: number): string;
  statusOf(token: string): TokenStatus;
  revoke(token: string): void;
}

export interface TokenStatus {
  /** Known, not revoked and not expired at this moment. */
  readonly good: boolean;
  /** ms since the epoch; 0 for a token that was never issued. */
  readonly expiresAt: number;
}

interface Fate {
  readonly expiresAt: number;
  revoked: boolean;
}

export function issuedTokens(): IssuedTokens {
  const fates = new Map<string, Fate>();
  return {
    issue(lifeMs) {
      // As long as a real one: 64 random bytes, base64url.
      const token = randomBytes(64).toString('base64url');
      fates.set(token, { expiresAt: Date.now() + lifeMs, revoked: false });
      return token;
    },
    statusOf(token) {
      const fate = fates.get(token);
      if (fate === undefined) return { good: false, expiresAt: 0 };
      const good = !fate.revoked && Date.now() < fate.expiresAt;
      return { good, expiresAt: fate.expiresAt };
    },
    revoke(token) {
      const fate = fates.get(token);
      if (fate !== undefined) fate.revoked = true;
    },
  };
}
