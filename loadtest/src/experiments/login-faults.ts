import { finding } from '@onetoken/report-kit';
import type { Settings } from '../fleets/settings.ts';
import type { Fault } from '../mock/admin.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import { mostInOneSecond, requestsTooEarly } from '../verdict/token-requests.ts';
import type { Experiment, Step } from './experiment.ts';

/** Retry-After of a throttled token request, in seconds. */
const retryAfterSeconds = 1;

/** What the next token requests get, one after the other, before the login is well again. */
const series: readonly (readonly Fault['action'][])[] = [
  [
    { kind: 'throttle', retryAfter: `${retryAfterSeconds}` },
    { kind: 'status', status: 503 },
    { kind: 'reset' },
    { kind: 'latency', ms: 500 },
  ],
  [
    { kind: 'truncate' },
    { kind: 'throttle', retryAfter: `${retryAfterSeconds}` },
    { kind: 'html', status: 502 },
    { kind: 'broken-json' },
  ],
];

/** In token lives, from one series to the next: a token falls due in that time, and the fleet gets over what it meets. */
const apart = 0.9;
/** What a series needs at least, in token lives, until the load ends. */
const shortest = 0.8;

/** By number, not by time: whenever a refresh falls due, it meets all of them. */
function steps(actions: readonly Fault['action'][], at: number, until: number): Step[] {
  return actions.map((action, index) => ({
    label: action.kind === 'status' ? 'login: 503' : `login: ${action.kind}`,
    at,
    until,
    action: { kind: 'fault', fault: { surface: 'login', skip: index, times: 1, action } },
  }));
}

function timeline({ seconds, lifeSeconds }: Settings): Step[] {
  const every = apart * lifeSeconds;
  return series.flatMap((actions, index) => {
    const at = index * every;
    return at + shortest * lifeSeconds > seconds
      ? []
      : steps(actions, at, Math.min(at + every - 1, seconds));
  });
}

/** Faults that damage the response after the token was issued: the pod must send another request. */
const spoiled = new Set(['login: truncate', 'login: broken-json']);

function answersLost(settings: Settings): number {
  return timeline(settings).filter(({ label }) => spoiled.has(label)).length;
}

/** Without a token request during the faults the run shows nothing. */
function nobodyAsked({ stats, settings }: Evidence): string[] {
  if (stats.totals.faulted + stats.totals.throttled > 0) return [];
  return [
    `no refresh fell due while the login misbehaved: tokens live ${settings.lifeSeconds} s, the load lasted ${settings.seconds} s`,
  ];
}

export const loginFaults: Experiment = {
  letter: 'F',
  name: 'login-faults',
  claim:
    'Throttled, failed and dropped token requests are retried with backoff, and no caller notices while the old token is valid.',
  needs: [],
  tokenCache: 'shared',
  start: 'ready',
  settings: {
    smoke: { pods: 3, rate: 4, seconds: 15, lifeSeconds: 18, clients: 1 },
    ci: { pods: 6, rate: 8, seconds: 37, lifeSeconds: 20, clients: 1 },
    full: { pods: 12, rate: 8, seconds: 120, lifeSeconds: 60, clients: 1 },
  },
  timeline,
  statsRules: (settings) => [
    {
      figure: 'tokenRequests',
      atMost: { base: 1 + timeline(settings).length, perRefresh: 1 },
      because: '1 + requests that met a fault + refreshes due',
    },
    {
      figure: 'earlyDuplicates',
      atMost: { base: answersLost(settings) },
      because: 'as many as tokens that were issued, but whose answer was lost',
    },
  ],
  rules: [
    callsWereMade,
    noFailedCall,
    ({ tokenRequests }) =>
      finding(
        'token requests in the worst second',
        mostInOneSecond(tokenRequests),
        { atMost: 2 },
        'no storm: pauses grow between attempts',
      ),
    ({ tokenRequests }) =>
      finding(
        'token requests before Retry-After had passed',
        requestsTooEarly(tokenRequests, retryAfterSeconds),
        { atMost: 0 },
        'the whole fleet respects the Retry-After that one pod received',
      ),
  ],
  notExercised: nobodyAsked,
};
