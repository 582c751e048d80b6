/**
 * k6's own thresholds, in the image of the runner's verdict: whoever runs a scenario with k6 alone sees the same.
 * A threshold can't look at one minute or at what the login saw, so the mock is asked when the load has ended.
 */
import { fail } from 'k6';
import http from 'k6/http';
import { Counter, Gauge } from 'k6/metrics';
import { refreshesDue, type StatsRule } from '../../src/verdict/stats-rule.ts';
import { ruleSetOf, verifierRules } from '../../src/verdict/verifier.ts';
import { optional, required } from './environment.ts';

/** Per rule: 1 if the mock says that it is broken. */
const brokenRules = new Gauge('broken_rules');
/** Whether the mock was asked at all. */
const judged = new Counter('judged');

const judge = optional('JUDGE');
/** When the book was opened, by default now; what stood in it then, by default nothing. */
const openedAt = Number(optional('OPENED_AT') ?? Date.now());
const dayLife = 86_400;
const bookRules: readonly StatsRule[] = judge ? JSON.parse(required('BOOK_RULES')) : [];

/** The verifier's name of each bound of these rules. */
function ruleNames(): string[] {
  return bookRules.flatMap((rule) => Object.keys(verifierRules([rule], {}, 0)));
}

/** What k6 holds the run to. Without a judge only that every call could start in time. */
export function judgedThresholds(): Record<string, string[]> {
  const sound = { dropped_iterations: ['count==0'] };
  if (judge === undefined) return sound;
  const rules = ruleNames().map((name) => [`broken_rules{rule:${name}}`, ['value==0']] as const);
  const noFailedCall = optional('NO_FAILED_CALL') ? { failed_api_calls: ['count==0'] } : {};
  return { ...sound, ...noFailedCall, judged: ['count==1'], ...Object.fromEntries(rules) };
}

/** Asks the mock's verifier, and turns its answer into figures that thresholds can look at. */
export function askJudge(): void {
  if (judge === undefined) return;
  const elapsed = (Date.now() - openedAt) / 1000;
  const refreshes = refreshesDue(elapsed, Number(optional('LIFE_SECONDS') ?? dayLife));
  const body = ruleSetOf(bookRules, JSON.parse(optional('OPENING') ?? '{}'), refreshes);
  const headers = { 'content-type': 'application/json' };
  const answer = http.post(`${judge}/__admin/verify`, JSON.stringify(body), { headers });
  if (answer.status !== 200 && answer.status !== 409) fail(`the judge answered ${answer.status}`);
  const { violations } = answer.json() as unknown as { violations: { rule: string }[] };
  const broken = new Set(violations.map(({ rule }) => rule));
  for (const name of ruleNames()) brokenRules.add(broken.has(name) ? 1 : 0, { rule: name });
  judged.add(1);
}
