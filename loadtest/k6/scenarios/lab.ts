/** The scenario as the lab runs it: with few figures in `SUMMARY_FILE` instead of k6's own summary. */
import { targets } from '../lib/environment.ts';
import { type SummaryData, writeSummary } from '../lib/summary.ts';

export { default, options, setup, teardown } from './steady.ts';

export function handleSummary(data: SummaryData): Record<string, string> {
  return writeSummary(data, __ENV['SUMMARY_FILE'] ?? 'stdout', targets.length);
}
