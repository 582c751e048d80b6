import { dayLife, type Settings } from '../fleets/settings.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import type { Experiment, Step } from './experiment.ts';

/** The first restart begins when the load has run for a while. */
const firstAt = 1;
/** Enough for all pods to stop and start again, one after the other, on a busy machine. */
const perPodSeconds = 4;

const restart = 'rolling restart';

function timeline({ pods, seconds }: Settings): Step[] {
  const every = pods * perPodSeconds;
  const count = 1 + Math.floor(Math.max(0, seconds - firstAt - every) / every);
  return Array.from({ length: count }, (_, index) => ({
    label: restart,
    at: firstAt + index * every,
    action: { kind: 'restart' },
  }));
}

function nothingRestarted({ windows }: Evidence): string[] {
  return windows.some(({ label }) => label === restart) ? [] : ['no pod was restarted'];
}

export const rolling: Experiment = {
  letter: 'J',
  name: 'rolling',
  claim: 'A rolling restart costs no token request and fails no call: the token outlives the pods.',
  needs: ['configure', 'restart'],
  tokenCache: 'shared',
  start: 'ready',
  load: { failover: true },
  settings: {
    smoke: { pods: 3, rate: 4, seconds: 8, lifeSeconds: dayLife, clients: 1 },
    ci: { pods: 6, rate: 8, seconds: 40, lifeSeconds: 20, clients: 1 },
    full: { pods: 12, rate: 8, seconds: 240, lifeSeconds: 60, clients: 1 },
  },
  timeline,
  statsRules: () => [
    {
      figure: 'tokenRequests',
      atLeast: { base: 1 },
      atMost: { base: 1, perRefresh: 1 },
      because: '1 + refreshes due, however many pods restart',
    },
    {
      figure: 'earlyDuplicates',
      atMost: { base: 0 },
      because: 'a new pod takes the token that is there',
    },
  ],
  rules: [callsWereMade, noFailedCall],
  notExercised: nothingRestarted,
};
