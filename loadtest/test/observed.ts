import type { Experiment } from '../src/experiments/experiment.ts';
import { shared } from '../src/experiments/shared.ts';
import { verdictOfExperiment } from '../src/experiments/verdict.ts';
import type { Result } from '../src/lab/run-experiment.ts';
import type { LabRun, Skipped } from '../src/lab/run-lab.ts';
import type { TokenRequest } from '../src/mock/admin.ts';
import type { ClientStats } from '../src/mock/client-stats.ts';
import type { Evidence } from '../src/verdict/evidence.ts';
import { clientStats } from './evidence.ts';

export function tokenRequest(at: number, more: Partial<TokenRequest> = {}): TokenRequest {
  return { at, tookMs: 3, clientId: 'client', status: 200, outcome: 'issued', ...more };
}

/** What is seen of a run in which one client was asked for a token once, and every call succeeded. */
export function evidenceOf(
  more: Partial<Omit<Evidence, 'load' | 'stats'>> & {
    readonly load?: Partial<Evidence['load']>;
    readonly stats?: Partial<ClientStats>;
    readonly clients?: Readonly<Record<string, Partial<ClientStats>>>;
  } = {},
): Evidence {
  const { load, stats, clients = { client: stats ?? {} }, ...rest } = more;
  const quiet = { tokenRequests: 1, tokensIssued: 1, apiCalls: 60, apiOk: 60 };
  const perClient = Object.entries(clients).map(
    ([id, figures]) => [id, clientStats({ ...quiet, ...figures })] as const,
  );
  return {
    settings: { pods: 3, rate: 5, seconds: 4, lifeSeconds: 86_400, clients: 1 },
    elapsedSeconds: 6.1,
    refreshesDue: 0,
    limitPerMinute: 30,
    slowestRedisMs: 4,
    // As many as were counted, long enough apart.
    tokenRequests: Array.from({ length: stats?.tokenRequests ?? 1 }, (_, n) =>
      tokenRequest(-1 - n),
    ),
    windows: [],
    samples: [{ seconds: 0, tokenRequests: 1, throttled: 0, apiCalls: 0, mockMs: 2 }],
    ...rest,
    stats: { clients: Object.fromEntries(perClient), totals: clientStats({ ...quiet, ...stats }) },
    load: {
      ...{ apiCalls: 60, failedApiCalls: 0, droppedIterations: 0, perTarget: [] },
      ...{ vusReady: 60, vusBusy: 2 },
      ...{ p50Ms: 4, p95Ms: 9, p99Ms: 20, maxMs: 25 },
      ...load,
    },
  };
}

export function resultOf(evidence = evidenceOf(), experiment: Experiment = shared): Result {
  const calls = [
    { second: 0, calls: 15, failed: 0, p50Ms: 4, p95Ms: 9, p99Ms: 20 },
    { second: 1, calls: 15, failed: 2, p50Ms: 4, p95Ms: 9, p99Ms: 20 },
  ];
  const verdict = verdictOfExperiment(experiment, evidence);
  return { experiment, verdict, observed: { evidence, calls } };
}

export function labRun(results: readonly Result[], skipped: readonly Skipped[] = []): LabRun {
  return {
    profile: 'smoke',
    target: 'processes on this machine',
    beganAt: new Date('2026-11-23T12:00:00Z'),
    seconds: 12,
    results,
    skipped,
  };
}
