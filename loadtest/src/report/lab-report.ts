import { cpus } from 'node:os';
import type { Move } from '../lab/baseline.ts';
import type { LabRun } from '../lab/run-lab.ts';

/** A run, and what reports say about it besides. */
export interface LabReport {
  readonly lab: LabRun;
  /** What is not as it was; `undefined` when there was nothing to compare with. */
  readonly moves: readonly Move[] | undefined;
  /** What the figures depend on, in a line. */
  readonly circumstances: string;
}

export function circumstances(): string {
  const [cpu] = cpus();
  return `Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model.trim() ?? 'CPU'}`;
}
