import { callsWereMade, noFailedCall } from '../judge/rules.ts';
import { dayLife, type Experiment } from './experiment.ts';

export const shared: Experiment = {
  letter: 'C',
  name: 'shared',
  claim: 'Pods that share a token through Redis make one token request for the whole fleet.',
  needs: ['configure', 'start'],
  tokenCache: 'shared',
  start: 'together',
  scenario: 'steady',
  settings: {
    smoke: { pods: 3, rate: 5, seconds: 4, lifeSeconds: dayLife, clients: 1 },
    ci: { pods: 6, rate: 10, seconds: 25, lifeSeconds: 30, clients: 1 },
    full: { pods: 12, rate: 10, seconds: 120, lifeSeconds: 30, clients: 1 },
  },
  timeline: () => [],
  bookRules: () => [
    {
      figure: 'tokenRequests',
      atLeast: { base: 1 },
      atMost: { base: 1, perRefresh: 1 },
      because: '1 + refreshes due, however many pods',
    },
    {
      figure: 'earlyDuplicates',
      atMost: { base: 0 },
      because: 'nobody asks while a fresh token exists',
    },
    { figure: 'throttled', atMost: { base: 0 }, because: 'one client stays under the login limit' },
  ],
  rules: [callsWereMade, noFailedCall],
};
