import { ConfigurationError, genesysVariables, LOG_LEVELS } from '@onetoken/service-kit';
import { z } from 'zod';

/** Ways of handling tokens. `per-call` is the bad example. */
const TOKEN_CACHES = ['per-call', 'per-pod', 'shared'] as const;

/** Earlier names, still accepted. */
const EARLIER_NAMES: Readonly<Record<string, TokenCache>> = { off: 'per-call', process: 'per-pod' };

export type TokenCache = (typeof TOKEN_CACHES)[number];

const tokenCache = z.preprocess(
  (text) => EARLIER_NAMES[String(text)] ?? text,
  z.enum(TOKEN_CACHES).optional(),
);

const DEFAULT_POLL_MS = 5_000;

const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));

const pollMs = z.coerce
  .number()
  .int()
  .refine(
    (ms) => ms === 0 || ms >= 1_000,
    'must be 0 (no readings) or at least 1000: all viewers share one API limit',
  );

/** The variables of the wallboard, beside those of every service. */
export const wallboardVariables = genesysVariables.extend({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  TOKEN_CACHE: tokenCache,
  BOARD_QUEUE_IDS: list.prefault(''),
  BOARD_POLL_MS: pollMs.optional(),
});

export type WallboardVariables = z.output<typeof wallboardVariables>;

/** By default as widely shared as it can be. */
export function tokenCacheOf({ TOKEN_CACHE, REDIS_URL }: WallboardVariables): TokenCache {
  if (TOKEN_CACHE === 'shared' && REDIS_URL === undefined) {
    throw new ConfigurationError(['TOKEN_CACHE is "shared", which needs REDIS_URL']);
  }
  return TOKEN_CACHE ?? (REDIS_URL === undefined ? 'per-pod' : 'shared');
}

/** Pause between two readings of the board by the whole fleet, in ms. 0: the page stays empty. */
export function pollMsOf(variables: WallboardVariables): number {
  // The bad example would ask for a token for each reading.
  return variables.BOARD_POLL_MS ?? (variables.TOKEN_CACHE === 'per-call' ? 0 : DEFAULT_POLL_MS);
}
