import { type Finding, finding, type Verdict, verdictOf } from '@onetoken/report-kit';
import type { FaultRecord } from '../faults/fault-record.ts';
import type { FaultName } from '../faults/index.ts';
import { type Figures, recoveryMs } from './figures.ts';

/** What the verdict about a run depends on. */
export interface RunFacts {
  readonly figures: Figures;
  readonly faults: readonly FaultRecord[];
  /** Faults that were asked for. */
  readonly asked: readonly FaultName[];
  readonly durationMs: number;
  readonly lifeMs: number;
  /** Token requests that the login takes in a minute. */
  readonly limit: number;
}

/** A token is refreshed no earlier than at this part of its life. */
const EARLIEST_REFRESH = 0.45;

/**
 * Whether the fleet kept its promises, by the rule that all verdicts follow. In virtual time no environment disturbs a run, so an
 * exceeded bound always fails.
 */
export function verdictOfRun(run: RunFacts): Verdict {
  return verdictOf({
    checks: [...checksOfRun(run), ...run.faults.flatMap((fault) => checksOfFault(fault, run))],
    notExercised: notExercised(run),
  });
}

/** Refreshes that may become due within a time. */
export function refreshesIn(ms: number, lifeMs: number): number {
  return Math.floor(ms / (EARLIEST_REFRESH * lifeMs));
}

function checksOfRun({ figures, faults, durationMs, lifeMs, limit }: RunFacts): Finding[] {
  const sum = (of: 'tokenRequests' | 'duplicates'): number =>
    faults.reduce((total, { bounds }) => total + bounds[of], 0);
  const most = 1 + refreshesIn(durationMs, lifeMs) + sum('tokenRequests');
  return [
    atMost('failed API calls', 0, figures.failedCalls),
    atMost(
      'token requests',
      most,
      figures.tokenRequests,
      'the first, one per refresh, and what the faults may cost',
    ),
    atMost('token requests in the worst minute', limit, figures.worstMinute),
    atMost(
      'tokens issued while the last one was young',
      sum('duplicates'),
      figures.earlyDuplicates,
    ),
    atMost('token requests during a cool-down', 0, figures.disobeyed),
  ];
}

function checksOfFault(fault: FaultRecord, { lifeMs }: RunFacts): Finding[] {
  const { name, bounds, tokenRequests, beganAt, endedAt, recoveredAt = endedAt } = fault;
  const due = 1 + refreshesIn(recoveredAt - beganAt, lifeMs);
  return [
    atMost(
      `${name}: token requests`,
      bounds.tokenRequests + due,
      tokenRequests,
      'what the fault may cost, and a refresh',
    ),
    atMost(`${name}: token requests in its worst second`, bounds.perSecond, fault.worstSecond),
    atMost(`${name}: ms to recover`, bounds.recoveryMs, recoveryMs(fault)),
  ];
}

function notExercised({ asked, faults, figures }: RunFacts): string[] {
  const missing = asked.filter((name) => !faults.some((fault) => fault.name === name));
  return [
    ...missing.map(
      (name) => `${name} did not happen in this time: take more hours or fewer faults`,
    ),
    ...(figures.calls === 0 ? ['no process called the API'] : []),
  ];
}

function atMost(figure: string, limit: number, actual: number, because?: string): Finding {
  return finding(figure, actual, { atMost: limit }, because);
}
