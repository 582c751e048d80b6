import { Drift } from '../organisation/seeded.ts';

export interface Observation {
  readonly metric: string;
  readonly qualifier?: string;
  readonly stats: { readonly count: number } | { readonly calculatedMetricValue: number };
}

/** Whose figures: a queue with a media type, or a user. */
export type ObservationGroup = Record<'queueId' | 'mediaType', string> | Record<'userId', string>;

export interface ObservationResult {
  readonly group: ObservationGroup;
  readonly data: Observation[];
}

/** Largest value of a metric in a busy moment; other metrics stay small. */
const LEVELS: Readonly<Record<string, number>> = {
  oWaiting: 8,
  oInteracting: 12,
  oOnQueueUsers: 15,
  oActiveUsers: 20,
  oMemberUsers: 25,
  oOffQueueUsers: 6,
  oLongestWaiting: 16,
  oLongestInteracting: 50,
};

/** Metrics that are reported per routing or presence status. */
const QUALIFIERS: Readonly<Record<string, readonly string[]>> = {
  oOnQueueUsers: ['INTERACTING', 'IDLE', 'NOT_RESPONDING'],
};

/** One figure of one queue or user, once per qualifier. */
interface Series {
  readonly qualifier: string | undefined;
  readonly drift: Drift;
}

/** Queues and users remembered before all are made anew; made-up ids can't fill the memory. */
const MAX_SUBJECTS = 5_000;
/** Metrics, and sets of metrics, remembered per subject; their names come from callers, too. */
const MAX_METRICS = 200;

/** The state of queues and users: seeded, slowly moving, and the same for everyone who asks. */
export class Activity {
  readonly #seed: number;
  /** By queue or user, then by media type: two lookups cost less than making one key of both. */
  readonly #subjects = new Map<string, Map<string, Subject>>();
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The results of an observation query as JSON: values change once a second, so most are at hand. */
  toJson(now: number, groups: readonly ObservationGroup[], metrics: readonly string[]): string {
    const names = metrics.join(',');
    let results = '';
    for (const group of groups) {
      const result = this.#subject(group).toJson(now, metrics, names);
      results = results === '' ? result : `${results},${result}`;
    }
    return `{"results":[${results}]}`;
  }

  #subject(group: ObservationGroup): Subject {
    const [id, kind] = 'userId' in group ? [group.userId, ''] : [group.queueId, group.mediaType];
    return this.#subjects.get(id)?.get(kind) ?? this.#begin(id, kind, group);
  }

  #begin(id: string, kind: string, group: ObservationGroup): Subject {
    if (this.#count >= MAX_SUBJECTS) {
      this.#subjects.clear();
      this.#count = 0;
    }
    const subject = new Subject(`${this.#seed}|${kind === '' ? id : `${id}|${kind}`}`, group);
    const ofId = this.#subjects.get(id) ?? new Map<string, Subject>();
    this.#subjects.set(id, ofId.set(kind, subject));
    this.#count += 1;
    return subject;
  }
}

/** One queue with a media type, or one user. */
class Subject {
  readonly #seed: string;
  readonly #group: ObservationGroup;
  readonly #series = new Map<string, Series[]>();
  readonly #json = new Map<string, string>();
  #second = Number.NaN;

  constructor(seed: string, group: ObservationGroup) {
    this.#seed = seed;
    this.#group = group;
  }

  toJson(now: number, metrics: readonly string[], names: string): string {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second || this.#json.size >= MAX_METRICS) this.#json.clear();
    this.#second = second;
    const present = this.#json.get(names) ?? JSON.stringify(this.#observe(now, metrics));
    this.#json.set(names, present);
    return present;
  }

  #observe(now: number, metrics: readonly string[]): ObservationResult {
    const data = metrics.flatMap((metric) => {
      const all = this.#series.get(metric) ?? this.#begin(metric);
      return all.map((series) => observation(metric, series, now));
    });
    return { group: this.#group, data };
  }

  #begin(metric: string): Series[] {
    const series = (QUALIFIERS[metric] ?? [undefined]).map((qualifier) => ({
      qualifier,
      drift: new Drift(`${this.#seed}|${metric}|${qualifier}`, LEVELS[metric] ?? 4),
    }));
    if (this.#series.size >= MAX_METRICS) this.#series.clear();
    this.#series.set(metric, series);
    return series;
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
