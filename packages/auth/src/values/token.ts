import { createHash } from 'node:crypto';

/** An access token of the fleet. Times are ms since the epoch by the login's clock. */
export interface Token {
  readonly accessToken: string;
  readonly issuedAt: number;
  /** When it becomes due. It is valid, and in use, until `expiresAt`. */
  readonly refreshAt: number;
  readonly expiresAt: number;
  /** Grows with every token of the fleet; 0 while the token is not in the shared store. */
  readonly generation: number;
}

/** Identifies a token without revealing it: 128 bits of its SHA-256. */
export function fingerprintOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url').slice(0, 22);
}

export function lifeMsOf(token: Token): number {
  return token.expiresAt - token.issuedAt;
}

export function encodeToken(token: Token): string {
  return JSON.stringify([
    token.accessToken,
    token.issuedAt,
    token.refreshAt,
    token.expiresAt,
    token.generation,
  ]);
}

/** Reads what `encodeToken` wrote; `undefined` for anything else. */
export function decodeToken(text: string): Token | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(fields) || fields.length !== 5) return undefined;
  const [accessToken, issuedAt, refreshAt, expiresAt, generation] = fields as unknown[];
  const times = [issuedAt, refreshAt, expiresAt, generation];
  if (typeof accessToken !== 'string' || !times.every(Number.isFinite)) return undefined;
  const token = { accessToken, issuedAt, refreshAt, expiresAt, generation } as Token;
  return token.expiresAt > token.issuedAt ? token : undefined;
}
