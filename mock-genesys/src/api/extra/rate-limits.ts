import { z } from 'zod';
import { needs } from '../../contract/access.ts';
import { type Interval, interval, partsOf, textOf } from '../../contract/intervals.ts';
import { aggregatesModel } from '../../contract/models.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';
import { type RateLimitFilter, rateLimitFilter, selects } from './rate-limit-filter.ts';
import {
  RATE_LIMIT_DIMENSIONS,
  type RateLimitDimension,
  type RateLimitRecord,
  rateLimitRecords,
} from './rate-limit-records.ts';

const query = z.object({
  interval,
  granularity: z.string().optional(),
  groupBy: z.array(z.enum(RATE_LIMIT_DIMENSIONS)).default([]),
  filter: rateLimitFilter.optional(),
  metrics: z.array(z.literal('oRateLimitRecorded')).min(1),
});
type Group = z.output<typeof aggregatesModel>['results'][0];

/** How near API calls came to their limits: `max` estimates how far a limit was used. */
export function rateLimitRoutes(world: World, app: TypedApp): void {
  app.post(
    '/analytics/ratelimits/aggregates/query',
    {
      config: needs('analytics:rateLimitAggregate:view'),
      schema: { body: query, response: { 200: aggregatesModel } },
    },
    async ({ body, call }) => {
      const parts = partsOf(body.interval, body.granularity);
      if (!parts) throw new ApiError('bad.request');
      const entries = world.journal
        .entries({ surface: 'api' })
        .filter(({ region }) => region === call.region);
      const records = rateLimitRecords(world.limits, entries);
      return { results: groupsOf(records, { ...body, parts }) };
    },
  );
}

/** Groups without a record, and parts of the interval without one, are left out. */
function groupsOf(
  records: readonly RateLimitRecord[],
  wanted: {
    readonly parts: readonly Interval[];
    readonly groupBy: readonly RateLimitDimension[];
    readonly filter?: RateLimitFilter | undefined;
  },
): Group[] {
  const chosen = records.filter(({ dimensions }) => selects(wanted.filter, dimensions));
  const groups = Map.groupBy(chosen, ({ dimensions }) =>
    JSON.stringify(wanted.groupBy.map((name) => [name, dimensions[name]])),
  );
  return [...groups]
    .map(([key, members]) => ({
      group: Object.fromEntries(JSON.parse(key).filter(([, value]: unknown[]) => value !== null)),
      data: wanted.parts.flatMap((part) => statsIn(part, members)),
    }))
    .filter(({ data }) => data.length > 0);
}

function statsIn(part: Interval, records: readonly RateLimitRecord[]): Group['data'] {
  const used = records
    .filter(({ at }) => at >= part.start && at < part.end)
    .map((record) => record.used);
  if (used.length === 0) return [];
  const stats = {
    count: used.length,
    sum: used.reduce((sum, one) => sum + one, 0),
    // Not spread as arguments: a journal may hold more requests than a call takes.
    min: used.reduce((least, one) => Math.min(least, one)),
    max: used.reduce((most, one) => Math.max(most, one)),
  };
  return [{ interval: textOf(part), metrics: [{ metric: 'oRateLimitRecorded', stats }] }];
}
