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
  const collect = (predicates: AnalyticsFilter['predicates']): void => {
    for (const one of predicates ?? []) {
      if (one.dimension === dimension && one.value !== undefined) values.push(one.value);
    }
  };
  collect(filter?.predicates);
  for (const clause of filter?.clauses ?? []) collect(clause.predicates);
  return values;
}
