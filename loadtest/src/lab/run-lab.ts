import { exitCodes, RunError } from '@onetoken/report-kit';
import type { Experiment } from '../experiments/experiment.ts';
import { Fleet } from '../fleets/fleet.ts';
import type { Profile } from '../fleets/settings.ts';
import type { Target } from '../fleets/target.ts';
import { type Progress, type Result, runExperiment } from './run-experiment.ts';

/** An experiment that this target cannot do, and why. */
export interface Skipped {
  readonly experiment: Experiment;
  readonly because: string;
}

/** Everything that one call of the lab did. */
export interface LabRun {
  /** The profile, or what else named the sizes. */
  readonly profile: string;
  /** Where the fleet ran. */
  readonly target: string;
  readonly beganAt: Date;
  readonly seconds: number;
  readonly results: readonly Result[];
  readonly skipped: readonly Skipped[];
}

export interface LabPlan {
  readonly experiments: readonly Experiment[];
  readonly profile: Profile;
  /** Aborted by Ctrl-C: the running experiment is ended, and no further one starts. */
  readonly signal: AbortSignal;
}

/** Receives what happens while the lab runs. */
export interface LabListener {
  onProgress(experiment: Experiment, progress: Progress): void;
  onResult(result: Result): void;
  readonly onDashboard?: ((url: string) => void) | undefined;
}

/** In a sentence what an experiment would do that this target has no way to do. */
export function whyNot(target: Target, { name, needs }: Experiment): string | undefined {
  const lacking = target.lacks(needs);
  if (lacking.length === 0) return undefined;
  const doing = {
    configure: 'configure',
    start: 'start',
    restart: 'restart',
    redis: 'touch Redis',
  };
  const what = lacking.map((need) => doing[need]).join(', ');
  return `${name} must ${what} at the target: give a command that does it with --hook`;
}

/** A run that ends early is inconclusive; wrong usage of the lab ends the lab. */
function endedEarly(experiment: Experiment, error: unknown): Result {
  if (error instanceof RunError && error.exitCode === exitCodes.usage) throw error;
  const why = error instanceof Error ? error.message : String(error);
  return { experiment, verdict: { outcome: 'inconclusive', invalidReasons: [why], checks: [] } };
}

/**
 * One experiment after the other: side by side they would measure each other.
 * @throws the reason of the plan's signal, once it is aborted
 */
export async function runLab(
  target: Target,
  plan: LabPlan,
  listener: LabListener,
): Promise<LabRun> {
  const beganAt = new Date();
  const { profile, signal } = plan;
  const results: Result[] = [];
  const skipped: Skipped[] = [];
  for (const experiment of plan.experiments) {
    const because = whyNot(target, experiment);
    if (because !== undefined) {
      skipped.push({ experiment, because });
      continue;
    }
    signal.throwIfAborted();
    await using fleet = await Fleet.create();
    const close = () => void fleet.close();
    signal.addEventListener('abort', close, { once: true });
    const { onDashboard } = listener;
    const onProgress = (now: Progress) => listener.onProgress(experiment, now);
    const options = { profile, fleet, onProgress, onDashboard };
    const result = await runExperiment(target, experiment, options).catch((error: unknown) =>
      endedEarly(experiment, error),
    );
    signal.throwIfAborted();
    signal.removeEventListener('abort', close);
    results.push(result);
    listener.onResult(result);
  }
  const seconds = Math.round((Date.now() - beganAt.getTime()) / 1000);
  return { profile, target: target.description, beganAt, seconds, results, skipped };
}
