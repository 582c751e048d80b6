import { callsWereMade, noFailedCall } from '../judge/rules.ts';
import { dayLife, type Experiment, type Settings, type Step } from './experiment.ts';

/** A fleet renews a token because of a 401 at most every 30 s: revocations that are closer would be a test of that. */
const apartSeconds = 40;
/** The first one comes when all pods have used the token for a while. */
const firstAt = 3;
/** Calls take this long around a revocation, so that many are under way when it happens and are refused late. */
const slowApi = { surface: 'api', action: { kind: 'latency', ms: 400 } } as const;

function revocationsAt({ seconds }: Settings): number[] {
  const count = 1 + Math.floor(Math.max(0, seconds - firstAt - 3) / apartSeconds);
  return Array.from({ length: count }, (_, index) => firstAt + index * apartSeconds);
}

function timeline(settings: Settings): Step[] {
  return revocationsAt(settings).flatMap((at) => [
    { label: 'slow API', at: at - 0.7, until: at + 0.7, action: { kind: 'fault', fault: slowApi } },
    { label: 'token revoked', at, action: { kind: 'revoke' } },
  ]);
}

export const revocation: Experiment = {
  letter: 'E',
  name: 'revocation',
  claim:
    'A revoked token costs one token request and not one failed call, however many calls were under way.',
  needs: [],
  tokenCache: 'shared',
  start: 'ready',
  scenario: 'steady',
  settings: {
    smoke: { pods: 3, rate: 8, seconds: 6, lifeSeconds: dayLife, clients: 1 },
    ci: { pods: 6, rate: 15, seconds: 20, lifeSeconds: dayLife, clients: 1 },
    full: { pods: 12, rate: 10, seconds: 130, lifeSeconds: dayLife, clients: 1 },
  },
  timeline,
  bookRules: (settings) => [
    {
      figure: 'tokenRequests',
      atLeast: { base: revocationsAt(settings).length },
      atMost: { base: 1 + revocationsAt(settings).length, perRefresh: 1 },
      because: '1 + revocations + refreshes due',
    },
    {
      figure: 'revokedTokenCalls',
      atLeast: { base: 1 },
      because: 'calls were under way with the revoked token',
    },
  ],
  rules: [callsWereMade, noFailedCall],
};
