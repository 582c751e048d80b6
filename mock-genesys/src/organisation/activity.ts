import { BoundedCache } from '../cache/bounded-cache.ts';
import { Drift } from './seeded.ts';

export interface Observation {
  readonly metric: string;
  readonly qualifier?: string;
  readonly stats: { readonly count: number } | { readonly calculatedMetricValue: number };
}

/** The subject of the figures: a queue with a media type, or a user. */
export type ObservationGroup = Record<'queueId' | 'mediaType', string> | Record<'userId', string>;

export interface ObservationResult {
  readonly group: ObservationGroup;
  readonly data: Observation[];
}

/** Largest value of a metric in a busy moment; other metrics stay small. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ['oWaiting', 8],
  ['oInteracting', 12],
  ['oOnQueueUsers', 15],
  ['oActiveUsers', 20],
  ['oMemberUsers', 25],
  ['oOffQueueUsers', 6],
  ['oLongestWaiting', 16],
  ['oLongestInteracting', 50],
]);

/** Metrics that are reported per routing or presence status. */
const QUALIFIERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['oOnQueueUsers', ['INTERACTING', 'IDLE', 'NOT_RESPONDING']],
]);

/** One figure of one queue or user, once per qualifier. */
interface Series {
  readonly qualifier: string | undefined;
  readonly drift: Drift;
}

/** Queues and users remembered. */
const MAX_SUBJECTS = 5_000;
/** Metrics remembered per subject; their names come from callers, too. */
const MAX_METRICS = 200;

/** The state of queues and users: seeded, slowly changing, the same for every caller. */
export class Activity {
  readonly #seed: number;
  readonly #subjects = new BoundedCache<Subject>(MAX_SUBJECTS);

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The results of an observation query. */
  observe(
    now: number,
    groups: readonly ObservationGroup[],
    metrics: readonly string[],
  ): ObservationResult[] {
    return groups.map((group) => ({ group, data: this.#subject(group).observe(now, metrics) }));
  }

  #subject(group: ObservationGroup): Subject {
    const key = Object.values(group).join('|');
    return this.#subjects.get(key) ?? this.#subjects.keep(key, new Subject(`${this.#seed}|${key}`));
  }
}

/** One queue with a media type, or one user. */
class Subject {
  readonly #seed: string;
  readonly #series = new BoundedCache<Series[]>(MAX_METRICS);

  constructor(seed: string) {
    this.#seed = seed;
  }

  observe(now: number, metrics: readonly string[]): Observation[] {
    return metrics.flatMap((metric) => {
      const all = this.#series.get(metric) ?? this.#begin(metric);
      return all.map((series) => observation(metric, series, now));
    });
  }

  #begin(metric: string): Series[] {
    const series = (QUALIFIERS.get(metric) ?? [undefined]).map((qualifier) => ({
      qualifier,
      drift: new Drift(`${this.#seed}|${metric}|${qualifier}`, LEVELS.get(metric) ?? 4),
    }));
    return this.#series.keep(metric, series);
  }
}

/** One step of an `oLongest…` metric, which is a duration in milliseconds and not a count. */
const LONGEST_STEP_MS = 12_000;

function observation(metric: string, { qualifier, drift }: Series, now: number): Observation {
  const value = drift.at(now);
  const stats = metric.startsWith('oLongest')
    ? { calculatedMetricValue: value * LONGEST_STEP_MS + (Math.floor(now / 1_000) % 12) * 1_000 }
    : { count: value };
  return qualifier === undefined ? { metric, stats } : { metric, qualifier, stats };
}
