import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where and when a run was made: no figure means anything without. */
export interface RunEnvironment {
  readonly date: string;
  readonly plan: string;
  readonly commit: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Load average of the last minute before the run: what else the machine had to do. */
  readonly loadBefore: number;
  readonly seconds: number;
}

export function environmentOfRun(
  plan: string,
  startedAt: Date,
  loadBefore: number,
): RunEnvironment {
  const processors = cpus();
  return {
    date: startedAt.toISOString(),
    plan,
    commit: commit(),
    node: process.version,
    cpu: processors[0]?.model.trim() || 'unknown processor',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadBefore,
    seconds: Math.round((Date.now() - startedAt.getTime()) / 1_000),
  };
}

export function currentLoad(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
