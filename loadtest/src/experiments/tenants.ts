import type { Finding } from '@onetoken/report-kit';
import { finding } from '@onetoken/report-kit';
import { dayLife } from '../fleets/settings.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import type { Experiment } from './experiment.ts';

/**
 * Calls that succeeded on the pods of each client. Pods take turns: 1st client, 2nd client, …, 1st client.
 * `undefined` where the addresses under load are not the pods.
 */
function servedPerClient({ load, settings }: Evidence): number[] | undefined {
  const { clients, pods } = settings;
  if (load.perTarget.length !== pods) return undefined;
  const served = Array.from({ length: clients }, () => 0);
  for (const [index, [made, failed]] of load.perTarget.entries()) {
    served[index % clients] = (served[index % clients] ?? 0) + made - failed;
  }
  return served;
}

/**
 * The mock knows each client by its token; k6 knows whose pods it called. A client with fewer calls in the stats than were
 * served by its pods had some of them made with the token of another. More is no fault: pods may call to see if they are ready.
 */
function strangersCalls(evidence: Evidence): Finding | undefined {
  const ascending = (one: number, other: number): number => one - other;
  const served = servedPerClient(evidence)?.toSorted(ascending);
  if (served === undefined) return undefined;
  const seen = Object.values(evidence.stats.clients)
    .map(({ apiOk }) => apiOk)
    .toSorted(ascending);
  const missing = served.map((calls, index) => Math.max(0, calls - (seen[index] ?? 0)));
  return finding(
    "calls that carried another client's token",
    Math.max(...missing),
    { atMost: 0 },
    'the mock counts for each client at least what k6 called on its pods',
  );
}

export const tenants: Experiment = {
  letter: 'I',
  name: 'tenants',
  claim:
    'OAuth clients on one Redis are isolated from each other: each has its own token, and makes one token request.',
  needs: ['configure', 'start'],
  tokenCache: 'shared',
  start: 'together',
  settings: {
    smoke: { pods: 4, rate: 4, seconds: 4, lifeSeconds: dayLife, clients: 2 },
    ci: { pods: 12, rate: 5, seconds: 25, lifeSeconds: 30, clients: 6 },
    full: { pods: 16, rate: 8, seconds: 90, lifeSeconds: 30, clients: 8 },
  },
  timeline: () => [],
  statsRules: () => [
    {
      figure: 'tokenRequests',
      each: true,
      atMost: { base: 1, perRefresh: 1 },
      because: '1 + refreshes due, for each client',
    },
    {
      figure: 'tokenRequests',
      each: true,
      atLeast: { base: 1 },
      because: 'each client has requested its own token',
    },
    {
      figure: 'earlyDuplicates',
      atMost: { base: 0 },
      because: 'the pods of a client share its token',
    },
    { figure: 'throttled', atMost: { base: 0 }, because: 'each client has its own limit' },
    { figure: 'unknownTokenCalls', atMost: { base: 0 }, because: 'no token is mixed up' },
  ],
  rules: [callsWereMade, noFailedCall, strangersCalls],
};
