import { join } from 'node:path';
import type { Verdict } from '@onetoken/report-kit';
import type { Experiment } from '../experiments/experiment.ts';
import { verdictOfExperiment } from '../experiments/verdict.ts';
import type { Fleet } from '../fleets/fleet.ts';
import { callsPerAddress, type Profile } from '../fleets/settings.ts';
import type { Deployment, Target } from '../fleets/target.ts';
import { type LoadOptions, type LoadSummary, startLoad } from '../load/k6.ts';
import { statsBetween } from '../mock/client-stats.ts';
import type { Evidence, Sample } from '../verdict/evidence.ts';
import { refreshesDue } from '../verdict/stats-rule.ts';
import { type CallSecond, readCalls } from './calls.ts';
import { sampleDuring, sampleOf } from './sampling.ts';
import { performSteps } from './timeline.ts';

/** What an experiment is doing right now. */
export type Progress =
  | { readonly step: 'starting pods' | 'reading statistics' }
  | {
      readonly step: 'load';
      readonly sample: Sample;
      /** How long it lasts. */
      readonly seconds: number;
      /** What is wrong at the moment. */
      readonly fault: string | undefined;
    };

export interface RunOptions {
  readonly profile: Profile;
  readonly onProgress: (progress: Progress) => void;
  /** Holds every process that is started for this experiment. */
  readonly fleet: Fleet;
  /** Shows k6's own live page, and tells its address here. */
  readonly onDashboard?: ((url: string) => void) | undefined;
}

/** What was seen of an experiment. */
export interface Observation {
  readonly evidence: Evidence;
  /** Calls as k6 made them, second by second. */
  readonly calls: readonly CallSecond[];
}

/** An experiment with its verdict. */
export interface Result {
  readonly experiment: Experiment;
  readonly verdict: Verdict;
  /** Absent if the run ended early. */
  readonly observed?: Observation;
}

/** Runs one experiment from a cold start to its verdict. */
export async function runExperiment(
  target: Target,
  experiment: Experiment,
  options: RunOptions,
): Promise<Result> {
  const { fleet } = options;
  const { name, needs, tokenCache, start, settings } = experiment;
  options.onProgress({ step: 'starting pods' });
  const plan = { experiment: name, needs, tokenCache, start, settings: settings[options.profile] };
  const deployment = await target.deploy(plan, fleet);
  const csvFile = join(fleet.folder, 'calls.csv');
  const load = await startLoad(fleet, {
    ...loadOptions(experiment, deployment),
    csvFile,
    ...(options.onDashboard && { onDashboard: options.onDashboard }),
  });
  await load.began;
  const loadBeganAt = Date.now();
  const seen = await underLoad(target, experiment, deployment, load.ended, options);
  options.onProgress({ step: 'reading statistics' });
  const stats = await closingStats(target, deployment, loadBeganAt);
  await deployment.stop();
  const end = sampleOf(
    Math.max(seen.samples.at(-1)?.seconds ?? 0, deployment.settings.seconds),
    stats.stats.totals,
  );
  const samples = [...seen.samples, end];
  const evidence = { ...stats, ...seen, samples };
  return {
    experiment,
    verdict: verdictOfExperiment(experiment, evidence),
    observed: { evidence, calls: await readCalls(csvFile, loadBeganAt) },
  };
}

function loadOptions(experiment: Experiment, { urls, settings }: Deployment): LoadOptions {
  const rate = callsPerAddress(settings, urls.length);
  return { targets: urls, rate, seconds: settings.seconds, shape: experiment.load };
}

/** Lets the steps of the timeline happen while the load runs, and watches the stats. */
async function underLoad(
  { mock }: Target,
  experiment: Experiment,
  deployment: Deployment,
  load: Promise<LoadSummary>,
  { onProgress }: RunOptions,
): Promise<Pick<Evidence, 'windows' | 'samples' | 'load'>> {
  const ended = new AbortController();
  const end = () => ended.abort();
  load.then(end, end);
  let fault: string | undefined;
  const steps = performSteps(
    { mock, deployment },
    experiment.timeline(deployment.settings),
    ended.signal,
    (label) => {
      fault = label;
    },
  );
  const readStats = async () => statsBetween(deployment.opening.stats, await mock.stats()).totals;
  const sampling = sampleDuring(load, readStats, (sample) =>
    onProgress({ step: 'load', sample, seconds: deployment.settings.seconds, fault }),
  );
  try {
    const [{ result, samples }, windows] = await Promise.all([sampling, steps]);
    return { load: result, samples, windows };
  } finally {
    // However it ended: what was broken on purpose does not stay so.
    end();
    await steps.catch(() => {});
  }
}

/** The last reading of the statistics: the verdict depends on it. */
async function closingStats(
  { mock }: Target,
  { opening, settings, slowestRedisMs }: Deployment,
  loadBeganAt: number,
): Promise<Omit<Evidence, 'windows' | 'samples' | 'load'>> {
  const stats = statsBetween(opening.stats, await mock.stats());
  const elapsedSeconds = (Date.now() - opening.at) / 1000;
  const requests = await mock.tokenRequests();
  // On another machine the mock's clock need not agree with ours.
  const { aheadMs } = await mock.clock();
  return {
    settings,
    slowestRedisMs: slowestRedisMs(),
    limitPerMinute: await mock.loginLimitPerMinute(),
    elapsedSeconds,
    refreshesDue: refreshesDue(elapsedSeconds, settings.lifeSeconds),
    stats,
    tokenRequests: requests
      .map(({ at, ...rest }) => ({ ...rest, at: at - aheadMs }))
      .filter(({ at }) => at >= opening.at)
      .map(({ at, ...rest }) => ({ ...rest, at: (at - loadBeganAt) / 1000 })),
  };
}
