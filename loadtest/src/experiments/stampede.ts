import { dayLife } from '../fleets/settings.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import type { Experiment } from './experiment.ts';

/** The login takes so long for its answer: all pods ask before there is one. */
const heldSeconds = 1.5;

export const stampede: Experiment = {
  letter: 'H',
  name: 'stampede',
  claim: 'Cold pods that are all called at once, while no token exists, make one token request.',
  needs: ['configure', 'start'],
  tokenCache: 'shared',
  start: 'cold',
  load: { burst: 4 },
  settings: {
    smoke: { pods: 8, rate: 2, seconds: 4, lifeSeconds: dayLife, clients: 1 },
    ci: { pods: 16, rate: 4, seconds: 8, lifeSeconds: dayLife, clients: 1 },
    full: { pods: 16, rate: 8, seconds: 20, lifeSeconds: dayLife, clients: 1 },
  },
  timeline: () => [
    {
      label: 'slow login',
      at: 0,
      until: heldSeconds,
      action: { kind: 'fault', fault: { surface: 'login', action: { kind: 'hold' } } },
    },
  ],
  statsRules: () => [
    {
      figure: 'tokenRequests',
      atLeast: { base: 1 },
      atMost: { base: 1, perRefresh: 1 },
      because: '1 + refreshes due, however many pods and callers',
    },
    { figure: 'earlyDuplicates', atMost: { base: 0 }, because: 'the losers wait for the winner' },
    { figure: 'throttled', atMost: { base: 0 }, because: 'one client stays under the login limit' },
  ],
  rules: [callsWereMade, noFailedCall],
};
