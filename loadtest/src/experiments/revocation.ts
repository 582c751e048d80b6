import { dayLife, type Settings } from '../fleets/settings.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import type { Experiment, Step } from './experiment.ts';

/** A fleet renews a token because of a 401 at most every 30 s: revocations that are closer would be a test of that. */
const apartSeconds = 40;
/** The first one comes when all pods have used the token for a while. */
const firstAt = 3;
/** Calls take this long around a revocation, so that many are under way when it happens and are refused late. */
const slowApi = { surface: 'api', action: { kind: 'latency', ms: 400 } } as const;

const revoked = 'token revoked';

function revocationsAt({ seconds }: Settings): number[] {
  const count = 1 + Math.floor(Math.max(0, seconds - firstAt - 3) / apartSeconds);
  return Array.from({ length: count }, (_, index) => firstAt + index * apartSeconds);
}

function timeline(settings: Settings): Step[] {
  return revocationsAt(settings).flatMap((at) => [
    { label: 'slow API', at: at - 0.7, until: at + 0.7, action: { kind: 'fault', fault: slowApi } },
    { label: revoked, at, action: { kind: 'revoke' } },
  ]);
}

/**
 * A call that was sent with the old token and is repeated with the new one meets two revoked tokens when both were
 * revoked: that is a failure by right, and says nothing.
 */
function renewedJustBefore({ tokenRequests, windows }: Evidence): string[] {
  const revocations = windows.filter(({ label }) => label === revoked);
  const unlucky = tokenRequests.some(({ at, outcome }) =>
    revocations.some(({ from }) => outcome === 'issued' && at > from - 2 && at < from),
  );
  return unlucky ? ['the token was renewed in the moment before it was revoked'] : [];
}

export const revocation: Experiment = {
  letter: 'E',
  name: 'revocation',
  claim:
    'A revoked token costs one token request and not one failed call, however many calls were under way.',
  needs: [],
  tokenCache: 'shared',
  start: 'ready',
  settings: {
    smoke: { pods: 3, rate: 8, seconds: 6, lifeSeconds: dayLife, clients: 1 },
    ci: { pods: 6, rate: 15, seconds: 20, lifeSeconds: dayLife, clients: 1 },
    full: { pods: 12, rate: 10, seconds: 130, lifeSeconds: dayLife, clients: 1 },
  },
  timeline,
  statsRules: (settings) => [
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
  disturbances: renewedJustBefore,
};
