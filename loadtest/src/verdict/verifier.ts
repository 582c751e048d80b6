import { type BookRule, boundAt } from './stats-rule.ts';

/** Rules as `POST /__admin/verify` takes them: `{ maxTokenRequests: 1 }`. */
export type VerifierRules = Record<string, number>;

/** Figures of the book before the run, for rules over a ledger that is not new: by client, and `totals`. */
export type Opening = Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;

function nameOf(bound: 'max' | 'min', figure: string): string {
  return `${bound}${figure.charAt(0).toUpperCase()}${figure.slice(1)}`;
}

/** Bounds on what was counted since the opening become bounds on what stands in the ledger. */
export function verifierRules(
  rules: readonly BookRule[],
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
export function bookOf(
  rules: readonly BookRule[],
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
