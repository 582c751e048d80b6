import { count, paintOutcome, textTable } from '@onetoken/report-kit';
import type { Simulation } from '../simulate.ts';
import {
  clockTime,
  conditions,
  headlineOf,
  recovery,
  span,
  verdictSentence,
  whatRan,
} from './words.ts';

/** The whole result for a terminal; colour only where the stream takes it. */
export function terminalText(simulation: Simulation, stream: NodeJS.WritableStream): string {
  const { outcome } = simulation.verdict;
  const sentence = paintOutcome(outcome, verdictSentence(simulation), stream);
  return [
    headlineOf(simulation),
    whatRan(simulation),
    '',
    textTable(figureRows(simulation)),
    ...(simulation.faults.length > 0 ? ['', textTable(faultRows(simulation))] : []),
    '',
    ...conditions(simulation).map((condition) => `  ${condition}`),
    '',
    sentence,
  ].join('\n');
}

export function figureRows({ figures, limitPerMinute }: Simulation): string[][] {
  return [
    ['token requests', count(figures.tokenRequests)],
    ['… per day', count(figures.perDay)],
    [`… in the worst minute (limit ${limitPerMinute})`, count(figures.worstMinute)],
    ['… refused, or while the login was down', count(figures.refused)],
    ['tokens issued', count(figures.tokensIssued)],
    ['tokens taken over from another process', count(figures.tokensAdopted)],
    ['processes started', count(figures.processesStarted)],
    ['API calls', count(figures.calls)],
    ['failed API calls', count(figures.failedCalls)],
  ];
}

export const faultHead: readonly string[] = [
  'fault',
  'at',
  'lasted',
  'token requests',
  'failed calls',
  'longest wait',
  'recovered after',
];

export function faultRows({ faults }: Simulation): string[][] {
  const rows = faults.map((fault) => [
    fault.name,
    clockTime(fault.beganAt),
    fault.endedAt === fault.beganAt ? '–' : span(fault.endedAt - fault.beganAt),
    count(fault.tokenRequests),
    count(fault.failedCalls),
    `${(fault.longestWaitMs / 1_000).toFixed(1)} s`,
    recovery(fault),
  ]);
  return [[...faultHead], ...rows];
}
