import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade, finding } from '../verdict/rules.ts';
import { comparedSettings } from './compared.ts';
import type { Experiment } from './experiment.ts';

/** Nothing breaks where nothing is limited. */
function noLimit({ limitPerMinute }: Evidence): string[] {
  return limitPerMinute === null ? ['the mock has no login limit that could be exceeded'] : [];
}

export const baseline: Experiment = {
  letter: 'A',
  name: 'baseline',
  claim:
    'Control: pods that ask for a token before each call exceed the login limit, and calls fail.',
  needs: ['configure', 'start'],
  tokenCache: 'off',
  start: 'ready',
  scenario: 'steady',
  settings: comparedSettings,
  timeline: () => [],
  bookRules: () => [
    {
      figure: 'throttled',
      atLeast: { base: 1 },
      because: 'this load must break the limit, or holding it elsewhere proves nothing',
    },
  ],
  rules: [
    callsWereMade,
    ({ book, load }) =>
      finding(
        'token requests per 100 calls',
        Math.round((100 * book.totals.tokenRequests) / Math.max(1, load.apiCalls)),
        { atLeast: 95, atMost: 105 },
        'each call costs a token request of its own',
      ),
    ({ load }) =>
      finding(
        'failed calls',
        load.failedApiCalls,
        { atLeast: 1 },
        'throttling reaches the callers',
      ),
  ],
  flaws: noLimit,
};
