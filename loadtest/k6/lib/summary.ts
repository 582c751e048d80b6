/** The end of a run as the runner reads it: few figures, all of k6's own making. */

interface Metric {
  readonly values: Readonly<Record<string, number>>;
}

export interface SummaryData {
  readonly metrics: Readonly<Record<string, Metric | undefined>>;
}

/** Percentiles that every script must ask k6 to compute. */
export const trendStats: string[] = ['med', 'p(95)', 'p(99)', 'max'];

/** k6 leaves a counter out of the summary when nothing was ever added to it. */
function figure(data: SummaryData, metric: string, stat: string): number {
  return data.metrics[metric]?.values[stat] ?? 0;
}

/** Writes the figures to the file that the runner named in `SUMMARY_FILE`. */
export function writeSummary(
  data: SummaryData,
  file: string,
  targetCount: number,
): Record<string, string> {
  const perTarget = Array.from({ length: targetCount }, (_, index) => [
    figure(data, `api_calls{target:${index}}`, 'count'),
    figure(data, `failed_api_calls{target:${index}}`, 'count'),
  ]);
  const summary = {
    apiCalls: figure(data, 'api_calls', 'count'),
    failedApiCalls: figure(data, 'failed_api_calls', 'count'),
    perTarget,
    droppedIterations: figure(data, 'dropped_iterations', 'count'),
    vusReady: figure(data, 'vus_max', 'max'),
    vusBusy: figure(data, 'vus', 'max'),
    p50Ms: figure(data, 'api_latency', 'med'),
    p95Ms: figure(data, 'api_latency', 'p(95)'),
    p99Ms: figure(data, 'api_latency', 'p(99)'),
    maxMs: figure(data, 'api_latency', 'max'),
  };
  return { [file]: `${JSON.stringify(summary)}\n` };
}
