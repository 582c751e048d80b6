import { boundAt, type StatsRule } from './stats-rule.ts';

/** Rules as `POST /__admin/verify` takes them: `{ maxTokenRequests: 1 }`. */
export type VerifierRules = Record<string, number>;

/** Statistics before the run, if the mock was not reset: by client, and `totals`. */
export type Opening = Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;

function nameOf(bound: 'max' | 'min', figure: string): string {
  return `${bound}${figure.charAt(0).toUpperCase()}${figure.slice(1)}`;
}

/** Turns bounds on what was counted since the start into bounds on the mock's totals. */
export function verifierRules(
  rules: readonly StatsRule[],
  before: Readonly<Record<string, number>>,
  refreshes: number,
): VerifierRules {
  const wanted: VerifierRules = {};
  for (const { figure, atLeast, atMost } of rules) {
    const earlier = figure.startsWith('peak') ? 0 : (before[figure] ?? 0);
    if (atLeast) wanted[nameOf('min', figure)] = earlier + boundAt(atLeast, refreshes);
    if (atMost) wanted[nameOf('max', figure)] = earlier + boundAt(atMost, refreshes);
  }
  return wanted;
}

/** The body for the mock's verifier. */
export function ruleSetOf(
  rules: readonly StatsRule[],
  { totals = {}, ...clients }: Opening,
  refreshes: number,
): object {
  const ofEach = rules.filter(({ each }) => each);
  const ofAll = rules.filter(({ each }) => !each);
  const perClient = Object.entries(clients).map(
    ([id, before = {}]) => [id, verifierRules(ofEach, before, refreshes)] as const,
  );
  return {
    ...verifierRules(ofAll, totals, refreshes),
    ...(ofEach.length > 0 && { clients: Object.fromEntries(perClient) }),
  };
}
