import { randomBytes } from 'node:crypto';
import type { Fleet } from '../fleets/fleet.ts';
import { type Mock, newClient } from '../fleets/mock.ts';
import { type Pod, type PodOptions, startPod, type TokenCache, untilReady } from '../fleets/pod.ts';
import type { SharedCache } from '../fleets/redis.ts';
import { startTogether } from '../fleets/start-together.ts';
import { sampleDuring, sampleOf } from '../lab/sampling.ts';
import { runLoad } from '../load/k6.ts';
import type { ClientOfRun } from '../mock/admin.ts';
import { type Ledger, ledgerOfClient } from '../mock/client-stats.ts';
import type { Sample } from '../verdict/evidence.ts';
import type { RestartEvidence, StrategyEvidence, StrategyName } from '../verdict/figures.ts';

/** The processes that all phases of a run share. */
export interface Stage {
  readonly fleet: Fleet;
  readonly mock: Mock;
  readonly cache: SharedCache;
}

/** The load, the same for every strategy. */
export interface Load {
  readonly pods: number;
  /** API calls per second on each pod. */
  readonly rate: number;
  readonly seconds: number;
  /** Whether the pods are restarted one by one when the load has ended. */
  readonly restart: boolean;
}

export interface Strategy {
  /** What it is judged as. */
  readonly name: StrategyName;
  /** What the pods do. Differs from `name` only in the test that wants to see the verdict go red. */
  readonly tokenCache: TokenCache;
}

/** What a phase is doing right now. */
export type Progress =
  | { readonly step: 'starting pods' | 'restarting pods' }
  | { readonly step: 'load'; readonly sample: Sample };

export interface PhaseResult {
  readonly evidence: StrategyEvidence;
  readonly samples: readonly Sample[];
}

function podOptions(
  stage: Stage,
  strategy: Strategy,
  client: ClientOfRun,
  pods: number,
): PodOptions[] {
  const { mock, cache } = stage;
  const redisPrefix = `${cache.prefix}:${strategy.name}`;
  const same = { tokenCache: strategy.tokenCache, mock, client, redisUrl: cache.url, redisPrefix };
  return Array.from({ length: pods }, (_, index) => ({ name: `pod ${index + 1}`, ...same }));
}

/** Ends and starts one pod after the other and calls each new one once, as a rolling deployment does. */
async function restartOneByOne(
  fleet: Fleet,
  pods: Pod[],
  options: readonly PodOptions[],
  ledgerOf: () => Promise<Ledger>,
): Promise<RestartEvidence> {
  const before = await ledgerOf();
  let failedCalls = 0;
  for (const [index, one] of options.entries()) {
    await pods[index]?.process.stop();
    const pod = await startPod(fleet, one);
    pods[index] = pod;
    await untilReady(pod);
    const answer = await fetch(new URL('/api/queues', pod.url));
    if (answer.status !== 200) failedCalls += 1;
    await answer.arrayBuffer();
  }
  const after = await ledgerOf();
  return { tokenRequests: after.tokenRequests - before.tokenRequests, failedCalls };
}

/** Runs one strategy from a cold start to its figures: reset mock, new client, no keys, new processes. */
export async function runPhase(
  stage: Stage,
  strategy: Strategy,
  load: Load,
  onProgress: (progress: Progress) => void,
): Promise<PhaseResult> {
  const { fleet, mock } = stage;
  const { rate, seconds } = load;
  const client = newClient(`demo-${strategy.name}`, randomBytes(6).toString('hex'));
  const ledgerOf = async () => ledgerOfClient(await mock.admin.book(), client.id);
  const options = podOptions(stage, strategy, client, load.pods);
  await mock.admin.startAnew([client]);
  onProgress({ step: 'starting pods' });
  const pods = await startTogether({ fleet, mock: mock.admin }, options);
  const targets = pods.map(({ url }) => url);
  const { result, samples } = await sampleDuring(
    runLoad(fleet, { scenario: 'steady', targets, rate, seconds }),
    ledgerOf,
    (sample) => onProgress({ step: 'load', sample }),
  );
  const ledger = await ledgerOf();
  if (load.restart) onProgress({ step: 'restarting pods' });
  const restart = load.restart ? await restartOneByOne(fleet, pods, options, ledgerOf) : null;
  for (const pod of pods) await pod.process.stop();
  const end = sampleOf(seconds, ledger);
  const evidence = { name: strategy.name, pods: load.pods, load: result, ledger, restart };
  return { evidence, samples: [...samples.filter((one) => one.seconds < seconds), end] };
}
