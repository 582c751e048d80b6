import type { TokenCache } from '../fleets/pod.ts';
import type { LoadSummary } from '../load/k6.ts';
import type { Ledger } from '../mock/client-stats.ts';

/** The three ways of handling tokens, from bad to good. */
export type StrategyName = TokenCache;

/** One strategy under load: calls and times as k6 saw them, token requests as the ledger counted them. */
export interface StrategyFigures {
  readonly name: StrategyName;
  readonly pods: number;
  /** Requests that k6 sent. */
  readonly apiCalls: number;
  /** Token requests while the pods started and the load ran, refused ones included. */
  readonly tokenRequests: number;
  /** Most token requests in any 60 s. */
  readonly peakPerMinute: number;
  /** Token requests that the login refused because of its limit. */
  readonly throttled: number;
  /** Answers to k6 other than 200. */
  readonly failedApiCalls: number;
  /** Token requests of a restart of all pods, one by one, without load; `null` when none was made. */
  readonly afterRestart: number | null;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** Everything a verdict about one strategy may look at. */
export interface StrategyEvidence {
  readonly name: StrategyName;
  readonly pods: number;
  readonly load: LoadSummary;
  /** The ledger when the load had ended. */
  readonly ledger: Ledger;
  /** What a restart of all pods, one by one and without load, caused; `null` when none was made. */
  readonly restart: RestartEvidence | null;
}

export interface RestartEvidence {
  readonly tokenRequests: number;
  /** First calls of the new pods that were not answered 200. */
  readonly failedCalls: number;
}

const twoDecimals = (value: number): number => Math.round(value * 100) / 100;

export function figuresOf(evidence: StrategyEvidence): StrategyFigures {
  const { name, pods, load, ledger, restart } = evidence;
  return {
    name,
    pods,
    apiCalls: load.apiCalls,
    tokenRequests: ledger.tokenRequests,
    peakPerMinute: ledger.peakPerMinute,
    throttled: ledger.throttled,
    failedApiCalls: load.failedApiCalls,
    afterRestart: restart?.tokenRequests ?? null,
    p50Ms: twoDecimals(load.p50Ms),
    p95Ms: twoDecimals(load.p95Ms),
    p99Ms: twoDecimals(load.p99Ms),
  };
}
