import { homedir } from 'node:os';
import { join } from 'node:path';
import { genesysVariables, LOG_LEVELS, secret } from '@onetoken/service-kit';
import { z } from 'zod';

const MINUTE_MS = 60_000;
const minutes = z.coerce
  .number()
  .positive()
  .transform((value) => value * MINUTE_MS);

/** The variables of the sync, in addition to those of every service. */
export const syncVariables = genesysVariables.extend({
  /** The limit of Genesys Cloud per token: a bulk reader without a budget would use the calls that others need. */
  ONETOKEN_API_LIMIT: z.coerce.number().int().min(1).default(300),
  DATABASE_URL: secret(),
  SYNC_START: z.iso.datetime({ offset: true }).optional(),
  SYNC_EVERY_MINUTES: minutes.prefault(5),
  SYNC_WINDOW_MINUTES: minutes.prefault(60),
  SYNC_LAG_MINUTES: minutes.prefault(2),
  SYNC_PAGE_SIZE: z.coerce.number().int().min(1).max(100).default(100),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8788),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  ONETOKEN_CACHE_DIR: z.string().optional(),
});

export type SyncVariables = z.output<typeof syncVariables>;

/** A day back, on a database that is new. */
const FIRST_START_MS = 24 * 60 * MINUTE_MS;

/** Longer than any conversation lasts; e-mails stay open for weeks. */
export const GIVE_UP_AFTER_MS = 90 * 24 * 60 * MINUTE_MS;

/** A bulk reader may wait: it waits for permits of the API budget for a whole window and more. */
export const LONGEST_TURN_MS: number = 2 * MINUTE_MS;

/** Where a new database begins; one with a checkpoint continues there. */
export function startOf(variables: SyncVariables, now: number): string {
  return new Date(variables.SYNC_START ?? now - FIRST_START_MS).toISOString();
}

export function databaseUrl(variables: SyncVariables): string {
  return variables.DATABASE_URL ?? 'sqlite:crm.sqlite';
}

/** Where a run without Redis stores the token for the next run. */
export function cacheDirectory(variables: SyncVariables): string {
  return variables.ONETOKEN_CACHE_DIR ?? join(homedir(), '.cache', 'onetoken');
}
