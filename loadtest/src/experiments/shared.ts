import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import { comparedSettings } from './compared.ts';
import type { Experiment } from './experiment.ts';

export const shared: Experiment = {
  letter: 'C',
  name: 'shared',
  claim: 'Pods that share a token through Redis make one token request for the whole fleet.',
  needs: ['configure', 'start'],
  tokenCache: 'shared',
  start: 'together',
  settings: comparedSettings,
  timeline: () => [],
  statsRules: () => [
    {
      figure: 'tokenRequests',
      atLeast: { base: 1 },
      atMost: { base: 1, perRefresh: 1 },
      because: '1 + refreshes due, however many pods',
    },
    {
      figure: 'earlyDuplicates',
      atMost: { base: 0 },
      because: 'no pod requests a token while a fresh one exists',
    },
    { figure: 'throttled', atMost: { base: 0 }, because: 'one client stays under the login limit' },
  ],
  rules: [callsWereMade, noFailedCall],
};
