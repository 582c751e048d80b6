import { cpus } from 'node:os';
import type { ThrottleForm } from '../fleets/mock.ts';
import type { Change } from '../lab/baseline.ts';
import type { LabRun } from '../lab/run-lab.ts';

/** A run, and what else its reports need. */
export interface LabReport {
  readonly lab: LabRun;
  /** Figures that differ from the baseline; `undefined` when there was nothing to compare with. */
  readonly changes?: readonly Change[] | undefined;
  /** The machine and versions that the figures depend on, in a line. */
  readonly environment: string;
  /** How the mock throttled; absent if it was not started by the lab. */
  readonly throttleForm?: ThrottleForm | undefined;
}

export function environmentOfRun(): string {
  const [cpu] = cpus();
  return `Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}`;
}
