import type { JournalEntry } from '../../journal/entry.ts';
import { Limiter } from '../../limits/limiter.ts';
import type { LimitSetting, Limits } from '../../limits/settings.ts';

/** Analytics record a limit from this part of its maximum on, as the API's documentation says. */
const RECORDED_FROM = 0.9;

/** What a query can group and filter by; the names are those of the official SDKs. */
export const RATE_LIMIT_DIMENSIONS = [
  'correlationId',
  'entityId',
  'limitName',
  'max',
  'namespace',
  'timeUnit',
  'userId',
] as const;
export type RateLimitDimension = (typeof RATE_LIMIT_DIMENSIONS)[number];

/** A request that found a limit used up to nine tenths or more. */
export interface RateLimitRecord {
  readonly at: number;
  /** How far the limit was used, this request included. */
  readonly used: number;
  /** Client credentials have no user: records have no `userId`. */
  readonly dimensions: Readonly<Partial<Record<RateLimitDimension, string>>>;
}

/** One limit, and whose counter an API call uses. */
interface CountedLimit {
  readonly name: string;
  readonly setting: LimitSetting;
  readonly keyOf: (entry: JournalEntry) => string | undefined;
}

/**
 * The limits that API calls came near to, out of the journal: an estimate, as the real one is, since the
 * journal keeps the last requests only, and the limits are those of now. Values of `entityId` (the OAuth
 * client) and `timeUnit` are not published, and a model.
 */
export function rateLimitRecords(
  limits: Limits,
  entries: readonly JournalEntry[],
): RateLimitRecord[] {
  const records = countedLimits(limits).flatMap((limit) => recordsOf(limit, entries));
  return records.sort((a, b) => a.at - b.at);
}

function countedLimits({ apiPerToken, apiPerClient }: Limits): CountedLimit[] {
  return [
    {
      name: 'client.credentials.token.rate.per.minute',
      setting: apiPerToken,
      keyOf: ({ token }: JournalEntry) => token,
    },
    {
      name: 'org.app.user.rate.per.minute',
      setting: apiPerClient,
      keyOf: ({ token, clientId }: JournalEntry) => token && clientId,
    },
  ].filter((limit): limit is CountedLimit => limit.setting !== null);
}

/** Counts the calls once more, in windows of the limit that refuse nothing. */
function recordsOf(
  { name, setting, keyOf }: CountedLimit,
  entries: readonly JournalEntry[],
): RateLimitRecord[] {
  if (entries.length < setting.limit * RECORDED_FROM) return [];
  const limiter = new Limiter();
  const counting = { ...setting, observeOnly: true };
  const records: RateLimitRecord[] = [];
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === undefined) continue;
    const demand = { name, setting: counting, key };
    // A refused call is a record, but has used up nothing.
    if (entry.outcome !== 'throttled') limiter.decide(entry.at, [demand]);
    const { used } = limiter.usage(entry.at, demand);
    if (used < setting.limit * RECORDED_FROM) continue;
    records.push({ at: entry.at, used, dimensions: dimensionsOf(name, setting, entry) });
  }
  return records;
}

function dimensionsOf(
  limitName: string,
  { limit, windowMs }: LimitSetting,
  { correlationId, clientId }: JournalEntry,
): RateLimitRecord['dimensions'] {
  return {
    correlationId,
    entityId: clientId,
    limitName,
    max: String(limit),
    namespace: 'platform.api',
    timeUnit: windowMs === 60_000 ? 'minute' : `${windowMs} ms`,
  };
}
