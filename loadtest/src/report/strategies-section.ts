import { count, figureOf, type Html, html } from '@onetoken/report-kit';
import type { TokenCache } from '../fleets/pod.ts';
import type { Observation, Result } from '../lab/run-experiment.ts';
import { latencyChart, tokenRequestsChart } from './charts.ts';

/** The experiments that put the same load on the same pods, which differ only in how they handle tokens. */
const compared = ['baseline', 'in-process', 'shared'];

/** One of them under load. */
type Compared = Observation & { readonly name: TokenCache };

function comparedRuns(results: readonly Result[]): Compared[] {
  return results.flatMap(({ experiment: { name, tokenCache }, observed }) =>
    observed !== undefined && compared.includes(name) ? [{ name: tokenCache, ...observed }] : [],
  );
}

/** The whole story in a sentence, as the lead of a page; nothing unless all three were run. */
export function comparison(results: readonly Result[]): { readonly lead?: string } {
  const [off, each, one] = comparedRuns(results).map(({ evidence }) => evidence.book.totals);
  if (off === undefined || each === undefined || one === undefined) return {};
  const lead =
    `Under the same load, pods that ask for a token before each call made ${count(off.tokenRequests)} token requests, ` +
    `of which the login refused ${count(off.throttled)}; pods that keep a token each made ${count(each.tokenRequests)}; ` +
    `pods that share one made ${count(one.tokenRequests)}.`;
  return { lead };
}

/** The three ways of handling tokens side by side; nothing unless at least two of them were run. */
export function strategiesSection(results: readonly Result[]): Html[] {
  const runs = comparedRuns(results);
  const limitPerMinute = runs[0]?.evidence.limitPerMinute ?? null;
  if (runs.length < 2 || limitPerMinute === null) return [];
  const series = runs.map(({ name, evidence: { samples } }) => ({ name, samples }));
  const latencies = runs.map(({ name, evidence: { load } }) => ({ name, ...load }));
  const height = { requests: 320, latency: 60 + 65 * runs.length };
  return [
    figureOf(
      'Three habits under the same load',
      html`Token requests of the last minute, at each second of the load, of pods that ask before each call
(<b class="off">off</b>), keep a token each (<b class="process">process</b>), or share one (<b class="shared">shared</b>). Above the
dashed line the login refuses. Each step of the scale is ten times the one below.`,
      (width) => tokenRequestsChart(series, { limitPerMinute }, { width, height: height.requests }),
    ),
    figureOf(
      'Latency of their calls',
      'The three dots: half of the answers came within p50, 95 % within p95, 99 % within p99. A refusal is quick: what off loses shows in its failed calls.',
      (width) => latencyChart(latencies, { width, height: height.latency }),
    ),
  ];
}
