import { count, milliseconds } from '@onetoken/report-kit';
import type { TokenCache } from '../fleets/pod.ts';
import type { Result } from '../lab/run-experiment.ts';
import type { Evidence, Sample } from '../verdict/evidence.ts';

/** A way of handling tokens under load: calls and times as k6 saw them, token requests as the mock counted them. */
export interface StrategyFigures {
  readonly name: TokenCache;
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
  /** Token requests of a rolling restart of all pods under load; `null` when none was made. */
  readonly afterRestart: number | null;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** One strategy as it was observed. */
export interface Strategy {
  readonly name: TokenCache;
  readonly limitPerMinute: number | null;
  readonly figures: StrategyFigures;
  readonly samples: readonly Sample[];
}

/** The experiments that put the same load on the same pods, which differ only in how they handle tokens. */
const compared = new Set(['token-per-call', 'token-per-pod', 'shared']);

/** The strategies that were run, in the order of the lab. */
export function strategiesIn(results: readonly Result[]): readonly Strategy[] {
  return results.flatMap(({ experiment: { name, tokenCache }, observed }) => {
    if (observed === undefined || !compared.has(name)) return [];
    const { evidence } = observed;
    const figures = figuresOf(tokenCache, evidence, restartOf(results, tokenCache));
    const { limitPerMinute, samples } = evidence;
    return [{ name: tokenCache, limitPerMinute, figures, samples }];
  });
}

const twoDecimals = (value: number): number => Math.round(value * 100) / 100;

function figuresOf(
  name: TokenCache,
  { settings, load, stats }: Evidence,
  afterRestart: number | null,
): StrategyFigures {
  const { tokenRequests, peakPerMinute, throttled } = stats.totals;
  const { apiCalls, failedApiCalls, p50Ms, p95Ms, p99Ms } = load;
  return {
    ...{ name, pods: settings.pods, apiCalls, tokenRequests, peakPerMinute, throttled },
    ...{ failedApiCalls, afterRestart },
    ...{ p50Ms: twoDecimals(p50Ms), p95Ms: twoDecimals(p95Ms), p99Ms: twoDecimals(p99Ms) },
  };
}

/** Token requests under load of a rolling restart during which no refresh was due. */
function restartOf(results: readonly Result[], tokenCache: TokenCache): number | null {
  const restart = results.find(
    ({ experiment, observed }) =>
      experiment.needs.includes('restart') &&
      experiment.tokenCache === tokenCache &&
      observed?.evidence.refreshesDue === 0,
  );
  const requests = restart?.observed?.evidence.tokenRequests;
  return requests?.filter(({ at }) => at > 0).length ?? null;
}

/** The result in a sentence; `undefined` unless all three strategies were run. */
export function strategiesSentence(results: readonly Result[]): string | undefined {
  const [perCall, perPod, shared] = strategiesIn(results).map(({ figures }) => figures);
  if (perCall === undefined || perPod === undefined || shared === undefined) return undefined;
  return (
    `Under the same load, pods that ask for a token before each call made ${count(perCall.tokenRequests)} token requests, ` +
    `of which the login refused ${count(perCall.throttled)}; pods that keep a token each made ${count(perPod.tokenRequests)}; ` +
    `pods that share one made ${count(shared.tokenRequests)}.`
  );
}

export interface Row {
  readonly label: string;
  readonly cells: readonly string[];
  /** Columns whose figure shows the problem. */
  readonly bad: readonly boolean[];
}

/** The figures of all strategies, one column each: the same rows in the terminal and on the page. */
export function strategyRows(strategies: readonly Strategy[]): readonly Row[] {
  const limit = strategies[0]?.limitPerMinute ?? Infinity;
  const columns = strategies.map(({ figures }) => figures);
  const row = (
    label: string,
    cell: (figures: StrategyFigures) => string,
    isBad: (figures: StrategyFigures) => boolean = () => false,
  ): Row => ({ label, cells: columns.map(cell), bad: columns.map(isBad) });
  const overLimit = ({ peakPerMinute }: StrategyFigures) => peakPerMinute > limit;
  const rows = [
    row('token requests', (f) => count(f.tokenRequests), overLimit),
    row(`peak per minute (limit ${limit})`, (f) => count(f.peakPerMinute), overLimit),
    row(
      'throttled logins',
      (f) => count(f.throttled),
      (f) => f.throttled > 0,
    ),
    row('API calls', (f) => count(f.apiCalls)),
    row(
      'failed API calls',
      (f) => count(f.failedApiCalls),
      (f) => f.failedApiCalls > 0,
    ),
    row('latency p50, ms', (f) => milliseconds(f.p50Ms)),
    row('latency p95, ms', (f) => milliseconds(f.p95Ms)),
    row('latency p99, ms', (f) => milliseconds(f.p99Ms)),
  ];
  if (columns.every(({ afterRestart }) => afterRestart === null)) return rows;
  const restart = ({ afterRestart }: StrategyFigures) =>
    afterRestart === null ? '–' : count(afterRestart);
  return [...rows, row('token requests of a rolling restart', restart)];
}
