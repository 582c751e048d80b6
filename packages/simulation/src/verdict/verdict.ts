import type { FaultRecord } from '../faults/fault-record.ts';
import type { FaultName } from '../faults/index.ts';
import { type Figures, recoveryMs } from './figures.ts';

export type Outcome = 'held' | 'broken' | 'void';

export interface Check {
  readonly rule: string;
  readonly limit: number;
  readonly actual: number;
  readonly held: boolean;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly checks: readonly Check[];
  readonly voidBecause: readonly string[];
}

export interface Case {
  readonly figures: Figures;
  readonly faults: readonly FaultRecord[];
  readonly asked: readonly FaultName[];
  readonly durationMs: number;
  readonly lifeMs: number;
  /** Token requests that the login takes in a minute. */
  readonly limit: number;
}

/** A token is refreshed no earlier than at this part of its life. */
const EARLIEST_REFRESH = 0.45;

/** Pure: whether the fleet did what is promised of it. */
export function judge(run: Case): Verdict {
  const checks = [...checksOfRun(run), ...run.faults.flatMap((fault) => checksOfFault(fault, run))];
  const voidBecause = reasonsForVoid(run);
  const isHeld = checks.every(({ held }) => held);
  const outcome = isHeld ? 'held' : 'broken';
  return { outcome: isHeld && voidBecause.length > 0 ? 'void' : outcome, checks, voidBecause };
}

/** Refreshes that may become due within a time. */
export function refreshesIn(ms: number, lifeMs: number): number {
  return Math.floor(ms / (EARLIEST_REFRESH * lifeMs));
}

function checksOfRun({ figures, faults, durationMs, lifeMs, limit }: Case): Check[] {
  const sum = (of: 'tokenRequests' | 'duplicates'): number =>
    faults.reduce((total, { bounds }) => total + bounds[of], 0);
  const refreshes = refreshesIn(durationMs, lifeMs);
  return [
    atMost('failed API calls', 0, figures.failedCalls),
    atMost(
      'token requests: the first, one per refresh, and what the faults may cost',
      1 + refreshes + sum('tokenRequests'),
      figures.tokenRequests,
    ),
    atMost('token requests in the worst minute', limit, figures.worstMinute),
    atMost(
      'tokens issued while the last one was young',
      sum('duplicates'),
      figures.earlyDuplicates,
    ),
    atMost('token requests while the login had asked for silence', 0, figures.disobeyed),
  ];
}

function checksOfFault(fault: FaultRecord, { lifeMs }: Case): Check[] {
  const { name, bounds, tokenRequests, struckAt, endedAt, recoveredAt = endedAt } = fault;
  const due = 1 + refreshesIn(recoveredAt - struckAt, lifeMs);
  return [
    atMost(`${name}: token requests, and a refresh`, bounds.tokenRequests + due, tokenRequests),
    atMost(`${name}: token requests in its worst second`, bounds.perSecond, fault.worstSecond),
    atMost(`${name}: ms to recover`, bounds.recoveryMs, recoveryMs(fault)),
  ];
}

function reasonsForVoid({ asked, faults, figures }: Case): string[] {
  const missing = asked.filter((name) => !faults.some((fault) => fault.name === name));
  return [
    ...missing.map((name) => `${name} found no time to strike: take more hours or fewer faults`),
    ...(figures.calls === 0 ? ['nobody called the API'] : []),
  ];
}

function atMost(rule: string, limit: number, actual: number): Check {
  return { rule, limit, actual, held: actual <= limit };
}
