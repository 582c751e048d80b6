import type { Finding } from '@onetoken/report-kit';
import { finding } from '@onetoken/report-kit';
import type { Settings } from '../fleets/settings.ts';
import type { RedisState } from '../fleets/target.ts';
import type { Evidence, Window } from '../verdict/evidence.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import type { Experiment, Step } from './experiment.ts';

/**
 * What happens to Redis, in token lives. It is `full` as the first refresh, at 0.45 … 0.55 of a life, is handed to the fleet.
 * Without Redis a pod requests its own token when the one in use has reached 0.65 … 0.8 of its life, so `down` and `frozen`
 * last until each has had to. A `slow` Redis is too slow for the pods' patience.
 */
const troubles: readonly { state: RedisState; at: number; lasts: number }[] = [
  { state: 'full', at: 0, lasts: 0.58 },
  { state: 'down', at: 0.6, lasts: 0.8 },
  { state: 'flushed', at: 1.45, lasts: 0 },
  { state: 'frozen', at: 2.3, lasts: 0.9 },
  { state: 'slow', at: 4.5, lasts: 0.3 },
];

/**
 * How long Redis stays full after the login has answered, in seconds. Long enough to refuse the token; so short that a pod which
 * gives up at once sets the others free to ask while their tokens are good.
 */
const fullSeconds = 0.1;

const full = 'Redis full';
const flushed = 'Redis flushed';

function timeline({ seconds, lifeSeconds }: Settings): Step[] {
  return troubles
    .map(({ state, at, lasts }) => ({ state, from: at * lifeSeconds, lasts: lasts * lifeSeconds }))
    .filter(({ from, lasts }) => from + lasts <= seconds)
    .map(({ state, from, lasts }) => ({
      label: `Redis ${state}`,
      at: from,
      ...(lasts > 0 && { until: from + lasts }),
      ...(state === 'full' && { aroundAnswer: fullSeconds }),
      action: { kind: 'redis', state },
    }));
}

const isOutage = ({ label }: Window): boolean => label === 'Redis down' || label === 'Redis frozen';

/** An outage during which no refresh is due shows nothing. */
function nobodyMissedIt({ tokenRequests, windows, settings }: Evidence): string[] {
  const outages = windows.filter(isOutage);
  const isDuring = (at: number): boolean => outages.some(({ from, to }) => at > from && at < to);
  if (tokenRequests.some(({ at }) => isDuring(at))) return [];
  return [`no token fell due while Redis was away: tokens live ${settings.lifeSeconds} s`];
}

/** Connections are back, and pods that were on their own have found the others, this long after an outage. */
const togetherAgainSeconds = 8;
/** The earliest refresh, as a part of a token's life. */
const earliestRefresh = 0.45;

/** Where Redis is well for long enough, the fleet must be down to one request per refresh again. */
function sharesAgain({ tokenRequests, windows, settings }: Evidence): Finding | undefined {
  const spans = wellSpans(windows, settings.seconds);
  if (spans.length === 0) return undefined;
  const inSpan = (at: number): boolean => spans.some(({ from, to }) => at > from && at < to);
  const refreshes = spans.map(({ from, to }) =>
    Math.ceil((to - from) / (earliestRefresh * settings.lifeSeconds)),
  );
  const losses = windows.filter(({ label, from }) => label === flushed && inSpan(from)).length;
  return finding(
    `token requests from ${togetherAgainSeconds} s after an outage on`,
    tokenRequests.filter(({ at }) => inSpan(at)).length,
    { atMost: refreshes.reduce((sum, one) => sum + one, losses) },
    'with Redis back, the fleet shares again: one per refresh',
  );
}

/** If Redis stays full longer than this, in seconds, other pods may make their own request as promised: not checked then. */
const shortly = 0.7;

/** A token that a full Redis refused must still reach the fleet without a second request. Not checked if no refresh came in time. */
function handsOnLater({ tokenRequests, windows }: Evidence): Finding | undefined {
  const moment = windows.find(({ label }) => label === full);
  if (moment === undefined || moment.to - moment.from > shortly) return undefined;
  const next = Math.min(...windows.filter(({ from }) => from > moment.to).map(({ from }) => from));
  return finding(
    'token requests of the refresh that Redis did not take at first',
    // Those of the start came before the load; this one came before the fault.
    tokenRequests.filter(({ at }) => at > 0 && at < next).length,
    { atLeast: 1, atMost: 1 },
    'who holds the lease offers the token until Redis takes it',
  );
}

/** From after an outage to the next trouble. */
function wellSpans(windows: readonly Window[], seconds: number): { from: number; to: number }[] {
  const troubled = windows.filter(({ label }) => label !== flushed);
  return troubled.filter(isOutage).flatMap((outage) => {
    const from = outage.to + togetherAgainSeconds;
    const next = troubled.filter((other) => other.from > outage.from).map((other) => other.from);
    const to = Math.min(seconds, ...next);
    return from < to ? [{ from, to }] : [];
  });
}

export const redisFaults: Experiment = {
  letter: 'G',
  name: 'redis-faults',
  claim:
    'A Redis that is gone, frozen, slow, empty or full fails no call, and costs at most one token request per pod and refresh.',
  needs: ['redis'],
  tokenCache: 'shared',
  start: 'ready',
  settings: {
    smoke: { pods: 4, rate: 4, seconds: 14, lifeSeconds: 9, clients: 1 },
    ci: { pods: 6, rate: 8, seconds: 68, lifeSeconds: 14, clients: 1 },
    full: { pods: 12, rate: 8, seconds: 290, lifeSeconds: 60, clients: 1 },
  },
  timeline,
  statsRules: ({ pods }) => [
    {
      figure: 'tokenRequests',
      atLeast: { base: 1 },
      atMost: { base: pods, perRefresh: pods },
      because: 'pods × (1 + refreshes due): without Redis each pod may ask for itself',
    },
    {
      figure: 'throttled',
      atMost: { base: 0 },
      because: 'pods that are on their own spread over time',
    },
  ],
  rules: [callsWereMade, noFailedCall, handsOnLater, sharesAgain],
  notExercised: nobodyMissedIt,
};
