import type { FaultRecord } from '../faults/fault-record.ts';
import type { TokenJournal } from '../world/journal.ts';
import type { Tally } from '../world/world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What a run comes to. */
export interface Figures {
  readonly tokenRequests: number;
  readonly perDay: number;
  /** Most token requests in one minute of the login's clock. */
  readonly worstMinute: number;
  readonly tokensIssued: number;
  readonly refused: number;
  /** Requests that came during a cool-down. */
  readonly disobeyed: number;
  readonly earlyDuplicates: number;
  readonly processesStarted: number;
  readonly calls: number;
  readonly failedCalls: number;
  readonly tokensAdopted: number;
  /** The longest of all times to recover; undefined without faults, or where the fleet never did. */
  readonly slowestRecoveryMs: number | undefined;
}

export interface Evidence {
  readonly journal: TokenJournal;
  readonly tally: Readonly<Tally>;
  readonly started: number;
  readonly faults: readonly FaultRecord[];
  readonly durationMs: number;
}

export function figuresOf({ journal, tally, started, faults, durationMs }: Evidence): Figures {
  const times = journal.requests.map(({ at }) => at);
  return {
    tokenRequests: times.length,
    perDay: round(times.length / (durationMs / DAY_MS)),
    worstMinute: mostIn(times, MINUTE_MS),
    tokensIssued: journal.lives.length,
    refused: journal.requests.filter(({ outcome }) => outcome !== 'issued').length,
    disobeyed: journal.disobeyed,
    earlyDuplicates: journal.duplicates,
    processesStarted: started,
    calls: tally.calls,
    failedCalls: tally.failed,
    tokensAdopted: tally.adopted,
    slowestRecoveryMs: slowest(faults),
  };
}

/** Most of these times that fall into one window, where windows begin at multiples of `windowMs`. */
export function mostIn(times: readonly number[], windowMs: number): number {
  const counts = new Map<number, number>();
  for (const at of times) {
    const window = Math.floor(at / windowMs);
    counts.set(window, (counts.get(window) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function slowest(faults: readonly FaultRecord[]): number | undefined {
  if (faults.length === 0 || faults.some((fault) => fault.recoveredAt === undefined))
    return undefined;
  return Math.max(...faults.map(recoveryMs));
}

/** From the end of a fault until the fleet worked with one token again. */
export function recoveryMs({
  endedAt,
  recoveredAt = Number.POSITIVE_INFINITY,
}: FaultRecord): number {
  return recoveredAt - endedAt;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
