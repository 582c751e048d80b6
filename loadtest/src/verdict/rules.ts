import { type Finding, finding } from '@onetoken/report-kit';
import type { ClientStats } from '../mock/client-stats.ts';
import type { Evidence, Rule } from './evidence.ts';
import { boundAt, type StatsRule } from './stats-rule.ts';

/** Names of the mock's figures in reports. */
const figureNames: Readonly<Record<keyof ClientStats, string>> = {
  tokenRequests: 'token requests',
  tokensIssued: 'tokens issued',
  throttled: 'throttled token requests',
  rejected: 'rejected token requests',
  peakPerMinute: 'token requests in the worst minute',
  peakConcurrent: 'token requests at one time',
  earlyDuplicates: 'early duplicates',
  apiCalls: 'API calls',
  apiOk: 'API calls that succeeded',
  api401: 'API calls answered 401',
  api429: 'API calls answered 429',
  api5xx: 'API calls answered 5xx',
  expiredTokenCalls: 'calls with an expired token',
  revokedTokenCalls: 'calls with a revoked token',
  unknownTokenCalls: 'calls with an unknown token',
  secretLeaks: 'secrets where they must not be',
  faulted: 'requests that a fault answered',
};

/** The client that comes off worst: the one that breaks the rule if any does. */
function worst(ledgers: readonly ClientStats[], { figure, atMost }: StatsRule): number {
  if (ledgers.length === 0) return 0;
  const values = ledgers.map((ledger) => ledger[figure]);
  return atMost === undefined ? Math.min(...values) : Math.max(...values);
}

/** What a rule on the stats comes to. */
export function statsCheck(rule: StatsRule, { stats, refreshesDue }: Evidence): Finding {
  const { figure, atLeast, atMost, each, because } = rule;
  const limits = {
    ...(atLeast && { atLeast: boundAt(atLeast, refreshesDue) }),
    ...(atMost && { atMost: boundAt(atMost, refreshesDue) }),
  };
  const name = figureNames[figure];
  if (!each) return finding(name, stats.totals[figure], limits, because);
  return finding(
    `${name} of one client`,
    worst(Object.values(stats.clients), rule),
    limits,
    because,
  );
}

/** No call that k6 made may fail, whatever happens behind the service. */
export const noFailedCall: Rule = ({ load }) =>
  finding('failed calls', load.failedApiCalls, { atLeast: 0, atMost: 0 }, 'callers notice nothing');

/** The load must be worth its name. */
export const callsWereMade: Rule = ({ load }) =>
  finding('calls', load.apiCalls, { atLeast: 1 }, 'without load nothing is shown');
