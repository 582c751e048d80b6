import type { Profile, Settings } from '../fleets/settings.ts';
import type { LoadSummary } from '../load/k6.ts';
import type { TokenRequest } from '../mock/admin.ts';
import type { Book } from '../mock/client-stats.ts';

/** A step of the timeline as it came to pass, in seconds since the load began. */
export interface Window {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** The ledger at one moment of the load. */
export interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  readonly tokenRequests: number;
  readonly throttled: number;
  readonly apiCalls: number;
  /** How long the mock took to tell, in ms: how busy it is; absent when nobody measured. */
  readonly mockMs?: number;
}

/** Everything that a verdict about one experiment may look at. */
export interface Evidence {
  readonly profile: Profile;
  /** As the fleet really was: pods, clients and token life of a target of yours are its own. */
  readonly settings: Settings;
  /** From before the first pod started to the last reading of the book. */
  readonly elapsedSeconds: number;
  /** Refreshes that can have fallen due in that time: ⌊elapsed ÷ (0.45 × life)⌋. */
  readonly refreshesDue: number;
  /** Token requests that one client may make per minute; `null` when there is no limit. */
  readonly limitPerMinute: number | null;
  /** What the mock counted in that time. */
  readonly book: Book;
  /** Every token request, oldest first. `at` in seconds since the load began: below 0 while the pods started. */
  readonly tokenRequests: readonly TokenRequest[];
  /** The longest that Redis took to answer the lab, in ms; `undefined` where it cannot ask. */
  readonly slowestRedisMs: number | undefined;
  readonly windows: readonly Window[];
  readonly samples: readonly Sample[];
  readonly load: LoadSummary;
}

/** One thing that was checked, readable by someone who knows nothing of the run. */
export interface Finding {
  /** What was measured: `token requests`. */
  readonly figure: string;
  readonly actual: number;
  /** What it had to be: `≤ 6`. */
  readonly bound: string;
  readonly held: boolean;
  /** Why that bound: `pods × (1 + refreshes due)`. */
  readonly because: string;
}

/** A check that looks at the evidence alone; `undefined` when there was nothing to check. */
export type Rule = (evidence: Evidence) => Finding | undefined;
