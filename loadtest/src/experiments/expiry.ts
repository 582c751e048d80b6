import { finding } from '@onetoken/report-kit';
import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import type { Experiment } from './experiment.ts';

/** The latest refresh comes at 0.55 of a token's life, and a little for chance. */
const latestRefresh = 0.6;

function nothingFallsDue({ settings: { seconds, lifeSeconds } }: Evidence): string[] {
  if (seconds >= latestRefresh * lifeSeconds) return [];
  return [`no refresh had to fall due: tokens live ${lifeSeconds} s, the load lasted ${seconds} s`];
}

export const expiry: Experiment = {
  letter: 'D',
  name: 'expiry',
  claim: 'However often the token expires, one pod renews it in time and no caller ever notices.',
  needs: [],
  tokenCache: 'shared',
  start: 'ready',
  settings: {
    smoke: { pods: 3, rate: 5, seconds: 7, lifeSeconds: 8, clients: 1 },
    ci: { pods: 6, rate: 10, seconds: 35, lifeSeconds: 10, clients: 1 },
    full: { pods: 12, rate: 10, seconds: 180, lifeSeconds: 20, clients: 1 },
  },
  timeline: () => [],
  statsRules: () => [
    {
      figure: 'tokenRequests',
      atMost: { base: 1, perRefresh: 1 },
      because: '1 + refreshes due, however many pods',
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
  rules: [
    callsWereMade,
    noFailedCall,
    ({ tokenRequests }) =>
      finding(
        'tokens issued under load',
        tokenRequests.filter(({ at, outcome }) => at > 0 && outcome === 'issued').length,
        { atLeast: 1 },
        'the token was renewed before its end',
      ),
  ],
  disturbances: nothingFallsDue,
};
