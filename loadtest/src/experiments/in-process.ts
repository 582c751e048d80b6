import { callsWereMade, noFailedCall } from '../judge/rules.ts';
import { dayLife, type Experiment } from './experiment.ts';

export const inProcess: Experiment = {
  letter: 'B',
  name: 'in-process',
  claim:
    'Pods that keep a token in memory make one token request each, and one more at each refresh.',
  needs: ['configure', 'start'],
  tokenCache: 'process',
  start: 'together',
  scenario: 'steady',
  settings: {
    smoke: { pods: 3, rate: 5, seconds: 4, lifeSeconds: dayLife, clients: 1 },
    ci: { pods: 6, rate: 10, seconds: 20, lifeSeconds: 30, clients: 1 },
    full: { pods: 12, rate: 10, seconds: 120, lifeSeconds: 90, clients: 1 },
  },
  timeline: () => [],
  bookRules: ({ pods }) => [
    {
      figure: 'tokenRequests',
      atLeast: { base: pods },
      atMost: { base: pods, perRefresh: pods },
      because: 'pods × (1 + refreshes due)',
    },
    { figure: 'throttled', atMost: { base: 0 }, because: 'so few pods stay under the login limit' },
  ],
  rules: [callsWereMade, noFailedCall],
};
