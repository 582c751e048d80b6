import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import { comparedSettings } from './compared.ts';
import type { Experiment } from './experiment.ts';

export const tokenPerPod: Experiment = {
  letter: 'B',
  name: 'token-per-pod',
  claim:
    'Pods that keep a token in memory make one token request each, and one more at each refresh.',
  needs: ['configure', 'start'],
  tokenCache: 'per-pod',
  start: 'together',
  settings: comparedSettings,
  timeline: () => [],
  statsRules: ({ pods }) => [
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
