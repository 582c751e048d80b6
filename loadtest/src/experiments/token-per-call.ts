import { finding } from '@onetoken/report-kit';
import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade } from '../verdict/rules.ts';
import { comparedSettings } from './compared.ts';
import type { Experiment } from './experiment.ts';

/** Nothing breaks where nothing is limited. */
function noLimit({ limitPerMinute }: Evidence): string[] {
  return limitPerMinute === null ? ['the mock has no login limit that could be exceeded'] : [];
}

export const tokenPerCall: Experiment = {
  letter: 'A',
  name: 'token-per-call',
  claim:
    'Control: pods that request a token before each call exceed the login limit, and calls fail.',
  needs: ['configure', 'start'],
  tokenCache: 'per-call',
  start: 'ready',
  settings: comparedSettings,
  timeline: () => [],
  statsRules: () => [
    {
      figure: 'throttled',
      atLeast: { base: 1 },
      because: 'this load must break the limit, or holding it elsewhere proves nothing',
    },
  ],
  rules: [
    callsWereMade,
    ({ stats, load }) =>
      finding(
        'token requests per 100 calls',
        Math.round((100 * stats.totals.tokenRequests) / Math.max(1, load.apiCalls)),
        { atLeast: 95, atMost: 105 },
        'each call costs one token request',
      ),
    ({ load }) =>
      finding(
        'failed calls',
        load.failedApiCalls,
        { atLeast: 1 },
        'throttling reaches the callers',
      ),
  ],
  disturbances: noLimit,
};
