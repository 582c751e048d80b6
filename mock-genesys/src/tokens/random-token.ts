import { randomFillSync } from 'node:crypto';

/** 64 random bytes are 86 base64url characters, the form of Genesys's own samples. */
const TOKEN_BYTES = 64;
/** Drawn at a time: one draw costs more than all the rest of issuing a token. */
const TOKENS_PER_DRAW = 64;

const pool = Buffer.alloc(TOKEN_BYTES * TOKENS_PER_DRAW);
let used = pool.length;

/** An opaque access token; no two are alike, and none can be guessed. */
export function randomToken(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += TOKEN_BYTES;
  return pool.toString('base64url', used - TOKEN_BYTES, used);
}
