import type { Verdict } from '@onetoken/report-kit';
import { Campaign } from './faults/campaign.ts';
import type { FaultRecord } from './faults/fault-record.ts';
import type { FaultName } from './faults/index.ts';
import { Stage } from './faults/stage.ts';
import { type ScenarioName, scenarios } from './scenarios/index.ts';
import { type Figures, figuresOf } from './verdict/figures.ts';
import { verdictOfRun } from './verdict/verdict.ts';
import type { TokenLife, TokenRequest } from './world/journal.ts';
import { Traffic } from './world/traffic.ts';
import { type Plant, type Remark, World } from './world/world.ts';

export interface Settings {
  readonly scenario: ScenarioName;
  readonly pods: number;
  readonly hours: number;
  /** Life of a token in seconds. */
  readonly lifeS: number;
  readonly seed: number;
  readonly faults: readonly FaultName[];
}

/** How many processes there were at one moment. */
export interface Sample {
  /** In ms since the start. */
  readonly at: number;
  readonly pods: number;
  readonly tokensAdopted: number;
}

/** All that a run tells; the same for the same settings, byte by byte. */
export interface Simulation {
  readonly settings: Settings;
  /** Token requests that the login takes in a minute: a model. */
  readonly limitPerMinute: number;
  readonly figures: Figures;
  readonly faults: readonly FaultRecord[];
  readonly verdict: Verdict;
  readonly lives: readonly TokenLife[];
  readonly requests: readonly TokenRequest[];
  readonly samples: readonly Sample[];
  readonly remarks: readonly Remark[];
}

export interface Watching {
  /** Told now and then how far the run is. */
  readonly onProgress?: (atMs: number, world: World) => void;
  /** See `WorldOptions.plant`. */
  readonly plant?: Plant | undefined;
}

const HOUR_MS = 3_600_000;
/** The model of the mock: interfaces.md calls it so, and every report says so. */
const LIMIT_PER_MINUTE = 30;
const SAMPLES = 288;
const PROGRESS_MS = 60_000;
/** Faults keep away from the first part of a run. */
const WARM_UP = 0.02;

/** Lets the time of a whole run pass. */
export async function simulate(settings: Settings, watching: Watching = {}): Promise<Simulation> {
  const { lifeS, seed } = settings;
  const limit = LIMIT_PER_MINUTE;
  await using world = new World({ lifeS, seed, limit, plant: watching.plant });
  const { campaign, samples } = await play(world, settings, watching);
  const durationMs = settings.hours * HOUR_MS;
  const { journal, tally, started, remarks } = world;
  const { lives, requests } = journal;
  const faults = campaign.records;
  const figures = figuresOf({ journal, tally, started, faults, durationMs });
  const run = { figures, faults, asked: settings.faults, durationMs, lifeMs: lifeS * 1_000, limit };
  const verdict = verdictOfRun(run);
  const told = { lives, requests, samples, remarks };
  return { settings, limitPerMinute: limit, figures, faults, verdict, ...told };
}

async function play(world: World, settings: Settings, { onProgress }: Watching) {
  const endMs = settings.hours * HOUR_MS;
  const [stage, traffic, samples] = [
    new Stage(),
    new Traffic(world, settings.lifeS),
    [] as Sample[],
  ];
  const campaign = new Campaign(world, traffic, stage, {
    names: settings.faults,
    lifeMs: settings.lifeS * 1_000,
    beginMs: WARM_UP * endMs,
    endMs,
  });
  let accident: unknown;
  const courses = [
    scenarios[settings.scenario].run(world, stage, settings.pods),
    traffic.flow(),
    campaign.run(),
    takeSamples(world, samples, endMs / SAMPLES),
  ];
  for (const course of courses) {
    course.catch((error: unknown) => {
      accident ??= error;
    });
  }
  while (world.now < endMs) {
    await world.clock.advance(Math.min(PROGRESS_MS, endMs - world.now));
    if (accident !== undefined) throw accident;
    onProgress?.(world.now, world);
  }
  return { campaign, samples };
}

async function takeSamples(world: World, samples: Sample[], everyMs: number): Promise<never> {
  for (;;) {
    await world.clock.sleep(everyMs);
    for (const pod of world.pods) world.journal.see(pod.token, world.now);
    const { adopted: tokensAdopted } = world.tally;
    samples.push({ at: world.now, pods: world.pods.length, tokensAdopted });
  }
}
