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

/** The state of queues and users: seeded, slowly moving, and the same for everyone who asks. */
export class Activity {
  readonly #seed: number;
  readonly #subjects = new Map<string, Map<string, Series[]>>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  at(
    now: number,
    groups: readonly ObservationGroup[],
    metrics: readonly string[],
  ): ObservationResult[] {
    return groups.map((group) => {
      const name = 'userId' in group ? group.userId : `${group.queueId}|${group.mediaType}`;
      const subject = this.#subject(name);
      const data: Observation[] = [];
      for (const metric of metrics) {
        const all = subject.get(metric) ?? this.#begin(subject, name, metric);
        for (const one of all) data.push(observation(metric, one, now));
      }
      return { group, data };
    });
  }

  #subject(name: string): Map<string, Series[]> {
    let subject = this.#subjects.get(name);
    if (!subject) {
      if (this.#subjects.size >= MAX_SUBJECTS) this.#subjects.clear();
      subject = new Map();
      this.#subjects.set(name, subject);
    }
    return subject;
  }

  #begin(subject: Map<string, Series[]>, name: string, metric: string): Series[] {
    const series = (QUALIFIERS[metric] ?? [undefined]).map((qualifier) => ({
      qualifier,
      drift: new Drift(`${this.#seed}|${name}|${metric}|${qualifier}`, LEVELS[metric] ?? 4),
    }));
    // Metric names come from callers, too.
    if (subject.size >= MAX_METRICS) subject.clear();
    subject.set(metric, series);
    return series;
  }
}

const MAX_METRICS = 200;

/** One step of an `oLongest…` metric. */
const LONGEST_STEP_MS = 12_000;

function observation(metric: string, { qualifier, drift }: Series, now: number): Observation {
  const value = drift.at(now);
  const stats = metric.startsWith('oLongest')
    ? { calculatedMetricValue: value * LONGEST_STEP_MS + (now % LONGEST_STEP_MS) }
    : { count: value };
  return qualifier === undefined ? { metric, stats } : { metric, qualifier, stats };
}
