import { z } from 'zod';
import { type ClientStats, STAT_NAMES } from './client-stats.ts';
import type { Stats } from './request-journal.ts';

type Bound = 'max' | 'min';
export type RuleName = `${Bound}${Capitalize<keyof ClientStats>}`;
export type Rules = Readonly<Partial<Record<RuleName, number | undefined>>>;

/** Rules for all clients together, for each client, and for named clients. */
export type RuleSet = Rules & {
  /** Must hold for each client. */
  readonly each?: Rules | undefined;
  /** Must hold for the named clients. */
  readonly clients?: Readonly<Record<string, Rules>> | undefined;
};

export interface Violation {
  readonly rule: RuleName;
  readonly limit: number;
  readonly actual: number;
  /** The client that violates the rule; absent for a rule over all clients together. */
  readonly client?: string;
}

export interface VerifyResult {
  readonly passed: boolean;
  readonly violations: readonly Violation[];
}

function ruleOf(bound: Bound, field: keyof ClientStats): RuleName {
  return `${bound}${field.charAt(0).toUpperCase()}${field.slice(1)}` as RuleName;
}

const FIELDS = new Map<RuleName, readonly [Bound, keyof ClientStats]>(
  STAT_NAMES.flatMap((field) => [
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
  .describe('max… and min… of any figure in the statistics, such as { "maxTokenRequests": 1 }.');

/**
 * Checks the figures and reports every violation, not only the first. Throws a `RangeError` for a
 * set without a rule and for an unknown client: both would always pass.
 */
export function verify(stats: Stats, ruleSet: RuleSet): VerifyResult {
  const { each, clients, ...overAll } = ruleSet;
  if (![overAll, each ?? {}, ...Object.values(clients ?? {})].some(hasRule)) {
    throw new RangeError('no rule given: name one or more, such as { "maxTokenRequests": 1 }');
  }
  const violations = violationsOf(overAll, stats.totals);
  for (const [client, counters] of Object.entries(stats.clients)) {
    if (each) violations.push(...violationsOf(each, counters, client));
  }
  for (const [client, wanted] of Object.entries(clients ?? {})) {
    const counters = Object.hasOwn(stats.clients, client) ? stats.clients[client] : undefined;
    if (!counters)
      throw new RangeError(`unknown client ${client}: it is not configured and sent no request`);
    violations.push(...violationsOf(wanted, counters, client));
  }
  return { passed: violations.length === 0, violations };
}

function hasRule(wanted: Rules): boolean {
  return Object.values(wanted).some((limit) => limit !== undefined);
}

function violationsOf(wanted: Rules, counters: ClientStats, client?: string): Violation[] {
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
