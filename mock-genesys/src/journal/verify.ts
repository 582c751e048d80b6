import { z } from 'zod';
import { COUNTER_NAMES, type Counters } from './client-stats.ts';
import type { Stats } from './journal.ts';

type Bound = 'max' | 'min';
export type RuleName = `${Bound}${Capitalize<keyof Counters>}`;
export type Rules = Readonly<Partial<Record<RuleName, number | undefined>>>;

/** Rules over the figures: `rules` of all clients together, of each client, and of named clients. */
export type RuleSet = Rules & {
  /** Must hold for every client by itself. */
  readonly each?: Rules | undefined;
  /** Must hold for the named clients. */
  readonly clients?: Readonly<Record<string, Rules>> | undefined;
};

export interface Violation {
  readonly rule: RuleName;
  readonly limit: number;
  readonly actual: number;
  /** The client that broke the rule; absent for a rule over all together. */
  readonly client?: string;
}

export interface Verdict {
  readonly held: boolean;
  readonly violations: readonly Violation[];
}

function ruleOf(bound: Bound, field: keyof Counters): RuleName {
  return `${bound}${field.charAt(0).toUpperCase()}${field.slice(1)}` as RuleName;
}

const FIELDS = new Map<RuleName, readonly [Bound, keyof Counters]>(
  COUNTER_NAMES.flatMap((field) => [
    [ruleOf('max', field), ['max', field] as const],
    [ruleOf('min', field), ['min', field] as const],
  ]),
);

export const RULE_NAMES: readonly RuleName[] = [...FIELDS.keys()];

const rules = Object.fromEntries(
  RULE_NAMES.map((name) => [name, z.number().min(0).optional()]),
) as Record<RuleName, z.ZodOptional<z.ZodNumber>>;

export const ruleSetSchema: z.ZodType<RuleSet> = z
  .strictObject({
    ...rules,
    each: z.strictObject(rules).optional(),
    clients: z.record(z.string(), z.strictObject(rules)).optional(),
  })
  .describe('max… and min… of any figure of the statistics, such as { "maxTokenRequests": 1 }.');

/**
 * Judges the figures; every broken rule is reported, not only the first. Throws a `RangeError` for a
 * set that has no rule, and for a client that nobody knows: either would hold whatever happened.
 */
export function verify(stats: Stats, ruleSet: RuleSet): Verdict {
  const { each, clients, ...overAll } = ruleSet;
  if (![overAll, each ?? {}, ...Object.values(clients ?? {})].some(hasRule)) {
    throw new RangeError('no rule to judge by: give one, such as { "maxTokenRequests": 1 }');
  }
  const violations = broken(overAll, stats.totals);
  for (const [client, counters] of Object.entries(stats.clients)) {
    if (each) violations.push(...broken(each, counters, client));
  }
  for (const [client, wanted] of Object.entries(clients ?? {})) {
    const counters = Object.hasOwn(stats.clients, client) ? stats.clients[client] : undefined;
    if (!counters) throw new RangeError(`no client ${client}: it is neither configured nor seen`);
    violations.push(...broken(wanted, counters, client));
  }
  return { held: violations.length === 0, violations };
}

function hasRule(wanted: Rules): boolean {
  return Object.values(wanted).some((limit) => limit !== undefined);
}

function broken(wanted: Rules, counters: Counters, client?: string): Violation[] {
  const violations: Violation[] = [];
  for (const [rule, limit] of Object.entries(wanted) as [RuleName, number | undefined][]) {
    const field = FIELDS.get(rule);
    if (!field || limit === undefined) continue;
    const actual = counters[field[1]];
    const holds = field[0] === 'max' ? actual <= limit : actual >= limit;
    if (!holds) violations.push({ rule, limit, actual, ...(client !== undefined && { client }) });
  }
  return violations;
}
