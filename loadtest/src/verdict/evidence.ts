import type { Finding } from '@onetoken/report-kit';
import type { Settings } from '../fleets/settings.ts';
import type { LoadSummary } from '../load/k6.ts';
import type { TokenRequest } from '../mock/admin.ts';
import type { Stats } from '../mock/client-stats.ts';

/** A step of the timeline as it came to pass, in seconds since the load began. */
export interface Window {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** The mock's statistics at one moment of the load. */
export interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  readonly tokenRequests: number;
  readonly throttled: number;
  readonly apiCalls: number;
  /** How long the mock took to answer, in ms: a measure of its load; absent if not measured. */
  readonly mockMs?: number;
}

/** Everything that a verdict about one experiment may look at. */
export interface Evidence {
  /** As the fleet really was: pods, clients and token life of a target of yours are its own. */
  readonly settings: Settings;
  /** From before the first pod started to the last reading of the stats. */
  readonly elapsedSeconds: number;
  /** Refreshes that can have fallen due in that time: ⌊elapsed ÷ (0.45 × life)⌋. */
  readonly refreshesDue: number;
  /** Token requests that one client may make per minute; `null` when there is no limit. */
  readonly limitPerMinute: number | null;
  /** What the mock counted in that time. */
  readonly stats: Stats;
  /** Every token request, oldest first. `at` in seconds since the load began: below 0 while the pods started. */
  readonly tokenRequests: readonly TokenRequest[];
  /** The longest that Redis took to answer the lab, in ms; `undefined` where it cannot ask. */
  readonly slowestRedisMs: number | undefined;
  readonly windows: readonly Window[];
  readonly samples: readonly Sample[];
  readonly load: LoadSummary;
}

/** A check that looks at the evidence alone; `undefined` when there was nothing to check. */
export type Rule = (evidence: Evidence) => Finding | undefined;
