import type { Activity, ObservationGroup } from './activity.ts';

/** One observation query with its last answer: figures change once a second, so most answers are ready. */
export class PreparedObservation {
  readonly #activity: Activity;
  readonly #groups: readonly ObservationGroup[];
  readonly #metrics: readonly string[];
  #second = Number.NaN;
  #json = '';

  constructor(activity: Activity, groups: readonly ObservationGroup[], metrics: readonly string[]) {
    this.#activity = activity;
    this.#groups = groups;
    this.#metrics = metrics;
  }

  /** The answer at `now`, as JSON. */
  answer(now: number): string {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) {
      const results = this.#activity.observe(now, this.#groups, this.#metrics);
      this.#json = JSON.stringify({ results });
      this.#second = second;
    }
    return this.#json;
  }
}
