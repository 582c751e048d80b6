import { z } from 'zod';

const predicate = z.object({ dimension: z.string().optional(), value: z.string().optional() });

/** The filter of analytics queries: predicates, directly or in clauses. */
export const analyticsFilter = z.object({
  type: z.enum(['and', 'or']).optional(),
  predicates: z.array(predicate).optional(),
  clauses: z.array(z.object({ predicates: z.array(predicate).optional() })).optional(),
});

export type AnalyticsFilter = z.output<typeof analyticsFilter>;

/** The values that a filter gives a dimension, in its own predicates and in those of its clauses. */
export function valuesOf(filter: AnalyticsFilter | undefined, dimension: string): string[] {
  const values: string[] = [];
  const lists = [
    filter?.predicates,
    ...(filter?.clauses?.map((clause) => clause.predicates) ?? []),
  ];
  for (const predicates of lists) {
    for (const one of predicates ?? []) {
      if (one.dimension === dimension && one.value !== undefined) values.push(one.value);
    }
  }
  return values;
}

/** An ISO 8601 interval `start/end`, as milliseconds since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

export const interval = z.string().transform((text, context): Interval => {
  const [start = Number.NaN, end = Number.NaN] = text.split('/').map((part) => Date.parse(part));
  if (start < end) return { start, end };
  context.addIssue({ code: 'custom', message: 'not an interval start/end of ISO 8601' });
  return z.NEVER;
});
