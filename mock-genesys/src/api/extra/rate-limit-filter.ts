import { z } from 'zod';
import { RATE_LIMIT_DIMENSIONS, type RateLimitRecord } from './rate-limit-records.ts';

const predicate = z.object({
  dimension: z.enum(RATE_LIMIT_DIMENSIONS),
  operator: z.enum(['matches', 'exists', 'notExists']).default('matches'),
  value: z.string().optional(),
});
const type = z.enum(['and', 'or']);

/** Predicates and clauses of predicates, joined by `type`. */
export const rateLimitFilter = z.object({
  type,
  predicates: z.array(predicate).default([]),
  clauses: z.array(z.object({ type, predicates: z.array(predicate) })).default([]),
});

export type RateLimitFilter = z.output<typeof rateLimitFilter>;
type Dimensions = RateLimitRecord['dimensions'];

export function selects(filter: RateLimitFilter | undefined, dimensions: Dimensions): boolean {
  if (!filter) return true;
  return joined(filter.type, [
    ...filter.predicates.map((one) => holds(one, dimensions)),
    ...filter.clauses.map((clause) =>
      joined(
        clause.type,
        clause.predicates.map((one) => holds(one, dimensions)),
      ),
    ),
  ]);
}

/** Nothing to be met selects everything. */
function joined(how: 'and' | 'or', met: readonly boolean[]): boolean {
  if (met.length === 0) return true;
  return how === 'and' ? met.every(Boolean) : met.some(Boolean);
}

function holds(
  { dimension, operator, value }: z.output<typeof predicate>,
  dimensions: Dimensions,
): boolean {
  const actual = dimensions[dimension];
  if (operator === 'exists') return actual !== undefined;
  return operator === 'notExists' ? actual === undefined : actual === value;
}
