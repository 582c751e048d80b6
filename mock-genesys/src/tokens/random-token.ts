import { randomFillSync } from 'node:crypto';

/** 64 random bytes are 86 base64url characters, the form of Genesys's own samples. */
const TOKEN_BYTES = 64;
/** Tokens per call of the random source: one call costs more than the rest of issuing a token. */
const TOKENS_PER_DRAW = 64;

const pool = Buffer.alloc(TOKEN_BYTES * TOKENS_PER_DRAW);
let used = pool.length;

/** An opaque access token: unique, and impossible to guess. */
export function randomToken(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += TOKEN_BYTES;
  return pool.toString('base64url', used - TOKEN_BYTES, used);
}
