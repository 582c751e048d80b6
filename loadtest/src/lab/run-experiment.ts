import { join } from 'node:path';
import type { Experiment } from '../experiments/experiment.ts';
import { type Judgement, judgeExperiment } from '../experiments/verdict.ts';
import type { Fleet } from '../fleets/fleet.ts';
import { callsPerAddress, type Profile } from '../fleets/settings.ts';
import type { Deployment, Target } from '../fleets/target.ts';
import { type LoadOptions, type LoadSummary, startLoad } from '../load/k6.ts';
import { bookBetween } from '../mock/client-stats.ts';
import type { Evidence, Sample } from '../verdict/evidence.ts';
import { noFailedCall } from '../verdict/rules.ts';
import { refreshesDue } from '../verdict/stats-rule.ts';
import { type CallSecond, readCalls } from './calls.ts';
import { sampleDuring, sampleOf } from './sampling.ts';
import { performSteps } from './timeline.ts';

/** What an experiment is doing right now. */
export type Progress =
  | { readonly step: 'starting pods' | 'judging' }
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

/** An experiment, done and judged. */
export interface Result {
  readonly experiment: Experiment;
  readonly judgement: Judgement;
  /** Absent when the run broke off: nothing can be concluded from what was seen until then. */
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
    ...loadOptions(target, experiment, deployment),
    csvFile,
    ...(options.onDashboard && { onDashboard: options.onDashboard }),
  });
  await load.began;
  const loadBeganAt = Date.now();
  const seen = await underLoad(target, experiment, deployment, load.ended, options);
  options.onProgress({ step: 'judging' });
  const book = await closingBook(target, deployment, loadBeganAt);
  await deployment.stop();
  const end = sampleOf(
    Math.max(seen.samples.at(-1)?.seconds ?? 0, deployment.settings.seconds),
    book.book.totals,
  );
  const samples = [...seen.samples, end];
  const evidence = { profile: options.profile, ...book, ...seen, samples };
  return {
    experiment,
    judgement: judgeExperiment(experiment, evidence),
    observed: { evidence, calls: await readCalls(csvFile, loadBeganAt) },
  };
}

/** What k6 must know to make the calls, and to hold the run to the same bounds. */
function loadOptions(target: Target, experiment: Experiment, deployment: Deployment): LoadOptions {
  const { urls, settings, opening, clientIds } = deployment;
  const clients = clientIds.map((id) => [id, opening.book.clients[id] ?? {}] as const);
  const opened = { totals: opening.book.totals, ...Object.fromEntries(clients) };
  const env = {
    JUDGE: target.mock.url,
    BOOK_RULES: JSON.stringify(experiment.bookRules(settings)),
    OPENING: JSON.stringify(opened),
    OPENED_AT: `${opening.at}`,
    LIFE_SECONDS: `${settings.lifeSeconds}`,
    ...(experiment.rules.includes(noFailedCall) && { NO_FAILED_CALL: '1' }),
  };
  const rate = callsPerAddress(settings, urls.length);
  return { scenario: experiment.scenario, targets: urls, rate, seconds: settings.seconds, env };
}

/** Lets the steps of the timeline happen while the load runs, and watches the book. */
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
  const readLedger = async () => bookBetween(deployment.opening.book, await mock.book()).totals;
  const sampling = sampleDuring(load, readLedger, (sample) =>
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

/** The last reading of the book: what the run is judged by. */
async function closingBook(
  { mock }: Target,
  { opening, settings, slowestRedisMs }: Deployment,
  loadBeganAt: number,
): Promise<Omit<Evidence, 'profile' | 'windows' | 'samples' | 'load'>> {
  const book = bookBetween(opening.book, await mock.book());
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
    book,
    tokenRequests: requests
      .map(({ at, ...rest }) => ({ ...rest, at: at - aheadMs }))
      .filter(({ at }) => at >= opening.at)
      .map(({ at, ...rest }) => ({ ...rest, at: (at - loadBeganAt) / 1000 })),
  };
}
