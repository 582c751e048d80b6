import { callsWereMade, noFailedCall } from '../judge/rules.ts';
import type { Experiment } from './experiment.ts';

export const expiry: Experiment = {
  letter: 'D',
  name: 'expiry',
  claim: 'However often the token expires, one pod renews it in time and no caller ever notices.',
  needs: [],
  tokenCache: 'shared',
  start: 'ready',
  scenario: 'steady',
  settings: {
    smoke: { pods: 3, rate: 5, seconds: 9, lifeSeconds: 8, clients: 1 },
    ci: { pods: 6, rate: 10, seconds: 35, lifeSeconds: 10, clients: 1 },
    full: { pods: 12, rate: 10, seconds: 180, lifeSeconds: 20, clients: 1 },
  },
  timeline: () => [],
  bookRules: () => [
    {
      figure: 'tokenRequests',
      atLeast: { base: 2 },
      atMost: { base: 1, perRefresh: 1 },
      because: 'at least one refresh, at most 1 + refreshes due',
    },
    {
      figure: 'earlyDuplicates',
      atMost: { base: 0 },
      because: 'one refresh per expiry, not one per pod',
    },
    {
      figure: 'expiredTokenCalls',
      atMost: { base: 0 },
      because: 'the old token is replaced before it ends',
    },
  ],
  rules: [callsWereMade, noFailedCall],
};
