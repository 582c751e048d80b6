import { styleText } from 'node:util';
import { count, milliseconds } from '@onetoken/report-kit';
import type { Comparison } from '../demo/strategies.ts';
import { figuresOf, type StrategyFigures } from '../verdict/figures.ts';
import { strategyWords } from './words.ts';

export interface Row {
  readonly label: string;
  readonly cells: readonly string[];
  /** Columns whose figure is the trouble that this project is about. */
  readonly bad: readonly boolean[];
}

/** The figures of a run, one column per strategy: the same rows in the terminal and on the page. */
export function tableRows({ phases, limitPerMinute }: Comparison): Row[] {
  const columns = phases.map(({ evidence }) => figuresOf(evidence));
  const row = (
    label: string,
    cell: (figures: StrategyFigures) => string,
    isBad: (figures: StrategyFigures) => boolean = () => false,
  ): Row => ({ label, cells: columns.map(cell), bad: columns.map(isBad) });
  const overLimit = ({ peakPerMinute }: StrategyFigures) => peakPerMinute > limitPerMinute;
  const rows = [
    row('token requests', (f) => count(f.tokenRequests), overLimit),
    row(`peak per minute (limit ${limitPerMinute})`, (f) => count(f.peakPerMinute), overLimit),
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
  const restarted = columns.some(({ afterRestart }) => afterRestart !== null);
  if (!restarted) return rows;
  return [...rows, row('token requests of a restart', (f) => count(f.afterRestart ?? 0))];
}

/** The table for a terminal; colour only where the stream takes it. */
export function terminalTable(comparison: Comparison, stream: NodeJS.WritableStream): string {
  const names = comparison.phases.map(({ evidence }) => evidence.name);
  const header = { label: '', cells: names, bad: names.map(() => false) };
  const titles = { ...header, cells: names.map((name) => strategyWords[name].title) };
  const rows = [header, titles, ...tableRows(comparison)];
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const widths = names.map((_, column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const paint = (text: string, bad: boolean | undefined) =>
    bad ? styleText('red', text, { stream }) : text;
  return rows
    .map(({ label, cells, bad }) => {
      const padded = cells.map((cell, column) =>
        paint(cell.padStart(widths[column] ?? 0), bad[column]),
      );
      return `  ${label.padEnd(labelWidth)}   ${padded.join('   ')}`;
    })
    .join('\n');
}
