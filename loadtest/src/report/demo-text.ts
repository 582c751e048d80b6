import { styleText } from 'node:util';
import { type Outcome, paintOutcome, textTable, worstOf } from '@onetoken/report-kit';
import type { LabRun } from '../lab/run-lab.ts';
import { conditions } from './conditions.ts';
import type { LabReport } from './lab-report.ts';
import { gist } from './lab-text.ts';
import {
  type StrategyFigures,
  strategiesIn,
  strategiesSentence,
  strategyRows,
} from './strategies.ts';
import { strategyWords } from './strategies-section.ts';

/** The result for other programs: `script/demo --json FILE`. */
export interface DemoJson {
  readonly claimHolds: boolean;
  /** Token requests per minute that the login allows one client. */
  readonly limitPerMinute: number | null;
  readonly strategies: readonly StrategyFigures[];
}

const outcomeOf = ({ results }: LabRun) => worstOf(results.map(({ verdict }) => verdict.outcome));

export function demoJson(lab: LabRun): DemoJson {
  const strategies = strategiesIn(lab.results);
  return {
    claimHolds: outcomeOf(lab) === 'passed',
    limitPerMinute: strategies[0]?.limitPerMinute ?? null,
    strategies: strategies.map(({ figures }) => figures),
  };
}

/** Table, conditions and verdict for a terminal; colour only where the stream takes it. */
export function demoText(report: LabReport, stream: NodeJS.WritableStream): string {
  const { lab } = report;
  const sentence = paintOutcome(outcomeOf(lab), verdictSentence(lab), stream);
  const notes = conditions(report).map((condition) => `  ${condition}`);
  return ['', table(lab, stream), '', ...notes, '', sentence, ''].join('\n');
}

function table({ results }: LabRun, stream: NodeJS.WritableStream): string {
  const strategies = strategiesIn(results);
  const rows = strategyRows(strategies);
  const head = [
    ['', ...strategies.map(({ name }) => name)],
    ['', ...strategies.map(({ name }) => strategyWords[name].title)],
  ];
  const body = rows.map(({ label, cells }) => [label, ...cells]);
  return textTable([...head, ...body], (cell, row, column) =>
    rows[row - head.length]?.bad[column - 1] ? styleText('red', cell, { stream }) : cell,
  );
}

function verdictSentence(lab: LabRun): string {
  const outcome = outcomeOf(lab);
  const because = lab.results
    .filter(({ verdict }) => verdict.outcome === outcome)
    .map((result) => `${result.experiment.name}: ${gist(result)}`)
    .join('; ');
  const sentences = {
    passed: `The claim holds. ${strategiesSentence(lab.results) ?? ''}`,
    failed: `The claim does not hold. ${because}.`,
    inconclusive: `Nothing can be concluded. ${because}.`,
  } as const satisfies Record<Outcome, string>;
  return sentences[outcome];
}
