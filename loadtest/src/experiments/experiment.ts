import type { TokenCache } from '../fleets/pod.ts';
import type { Profile, Settings } from '../fleets/settings.ts';
import type { Need, RedisState, Start } from '../fleets/target.ts';
import type { LoadShape } from '../load/k6.ts';
import type { Fault } from '../mock/admin.ts';
import type { Evidence, Rule } from '../verdict/evidence.ts';
import type { StatsRule } from '../verdict/stats-rule.ts';

/** Something that is done to the fleet or to what it depends on. */
export type Action =
  /** The mock answers badly for a while. */
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** All tokens that were issued so far are revoked. */
  | { readonly kind: 'revoke' }
  /** Redis is away, slow, frozen or full for a while, or is emptied once. */
  | { readonly kind: 'redis'; readonly state: RedisState }
  /** All pods are restarted, one after the other. */
  | { readonly kind: 'restart' };

/** An action at its time; the report shades the time from `at` to `until`. */
export interface Step {
  /** Names it in the report: a few words. */
  readonly label: string;
  /** Seconds since the load began. */
  readonly at: number;
  /** When it is taken back, in seconds since the load began. Absent: done once, or until it is finished. */
  readonly until?: number;
  /**
   * From `at` on it waits for a token request, is done while the answer to it is kept back, and is taken back so many
   * seconds after the answer. Skipped if no request came by `until`.
   */
  readonly aroundAnswer?: number;
  readonly action: Action;
}

/** One claim, and how it is tested: everything about an experiment is in one file. */
export interface Experiment {
  readonly letter: string;
  readonly name: string;
  /** What is to be shown, in one sentence. */
  readonly claim: string;
  readonly needs: readonly Need[];
  readonly tokenCache: TokenCache;
  readonly start: Start;
  /** How the load differs from a steady one. */
  readonly load?: LoadShape;
  readonly settings: Readonly<Record<Profile, Settings>>;
  /** What goes wrong, and when. */
  readonly timeline: (settings: Settings) => readonly Step[];
  /** Bounds on the mock's statistics. k6's thresholds check them, too. */
  readonly statsRules: (settings: Settings) => readonly StatsRule[];
  /** Checks on the rest of the evidence. */
  readonly rules: readonly Rule[];
  /** Why the environment of this run proves nothing, in addition to what disturbs any run (`verdict/disturbances.ts`). */
  readonly disturbances?: (evidence: Evidence) => readonly string[];
  /** What this run was to exercise and did not. */
  readonly notExercised?: (evidence: Evidence) => readonly string[];
}
