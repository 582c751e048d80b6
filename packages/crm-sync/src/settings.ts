import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  type Environment,
  type EnvironmentReader,
  readEnvironment,
} from '@onetoken/auth/environment';
import {
  type Address,
  readAddress,
  readNumber,
  readServiceSettings,
  type ServiceSettings,
} from '@onetoken/service-kit';
import { z } from 'zod';

const MINUTE_MS = 60_000;

/** The limit of Genesys Cloud per token: without one, a bulk reader would use up the calls of all others. */
const API_LIMIT = 300;

/** A day back, on a new database. */
const FIRST_START_MS = 24 * 60 * MINUTE_MS;

/** What the sync reads from its environment. Times are in ms. */
export interface SyncSettings extends ServiceSettings {
  readonly address: Address;
  readonly databaseUrl: string;
  /** Where a new database begins, ISO 8601. */
  readonly start: string | undefined;
  readonly everyMs: number;
  readonly windowMs: number;
  readonly lagMs: number;
  readonly pageSize: number;
  /** Where a run without Redis keeps the token for the next one. */
  readonly cacheDirectory: string;
}

/** @throws {EnvironmentError} that names every variable that is missing or cannot be used */
export function syncSettings(environment: Environment): SyncSettings {
  return readEnvironment(environment, (variables) => {
    const settings = readServiceSettings(variables);
    return {
      ...settings,
      apiLimit: settings.apiLimit ?? API_LIMIT,
      address: readAddress(variables, 8788),
      databaseUrl: readDatabaseUrl(variables),
      start: readStart(variables),
      everyMs: readMinutes(variables, 'SYNC_EVERY_MINUTES', 5),
      windowMs: readMinutes(variables, 'SYNC_WINDOW_MINUTES', 60),
      lagMs: readMinutes(variables, 'SYNC_LAG_MINUTES', 2),
      pageSize: readNumber(variables, 'SYNC_PAGE_SIZE', { min: 1, max: 100 }) ?? 100,
      cacheDirectory: variables.text('ONETOKEN_CACHE_DIR') ?? join(homedir(), '.cache', 'onetoken'),
    };
  });
}

/** Longer than any conversation lasts; e-mails stay open for weeks. */
export const GIVE_UP_AFTER_MS = 90 * 24 * 60 * MINUTE_MS;

/** A bulk reader may wait for a permit of the API budget through a whole window and more. */
export const LONGEST_TURN_MS: number = 2 * MINUTE_MS;

/** Where a new database begins; one that has a checkpoint continues from there. */
export function startOf({ start }: SyncSettings, now: number): string {
  return new Date(start ?? now - FIRST_START_MS).toISOString();
}

/** `postgres://…`, `sqlite:PATH`, or a plain path. */
function readDatabaseUrl(variables: EnvironmentReader): string {
  const url = variables.secret('DATABASE_URL') ?? 'sqlite:crm.sqlite';
  const isOther = /^[a-z][a-z\d+]+:\/\//i.test(url) && !/^postgres(ql)?:\/\//.test(url);
  if (isOther) variables.reject('DATABASE_URL', 'must be postgres://… or sqlite:PATH');
  return url;
}

function readStart(variables: EnvironmentReader): string | undefined {
  const start = variables.text('SYNC_START');
  if (z.iso.datetime({ offset: true }).optional().safeParse(start).success) return start;
  const problem = 'must be a time in ISO 8601 with its zone, such as 2026-11-30T08:00:00Z';
  variables.reject('SYNC_START', problem, /^[-\d.:tz+ ]{1,30}$/i);
  return undefined;
}

function readMinutes(variables: EnvironmentReader, name: string, fallback: number): number {
  const range = { min: Number.MIN_VALUE, allowFractions: true };
  return (readNumber(variables, name, range) ?? fallback) * MINUTE_MS;
}
