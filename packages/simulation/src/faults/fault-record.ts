import type { Bounds } from './fault.ts';
import type { FaultName } from './index.ts';

/** What one fault did. Times are ms since the start of the run. */
export interface FaultRecord {
  readonly name: FaultName;
  readonly title: string;
  readonly beganAt: number;
  readonly endedAt: number;
  /** When the whole fleet worked with one token again. */
  readonly recoveredAt: number | undefined;
  /** From `beganAt` to `recoveredAt`, like all that follows. */
  readonly tokenRequests: number;
  readonly worstSecond: number;
  readonly duplicates: number;
  readonly calls: number;
  readonly failedCalls: number;
  readonly longestWaitMs: number;
  readonly bounds: Bounds;
}
