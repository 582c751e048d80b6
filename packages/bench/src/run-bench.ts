import type { Bench, Contestant } from './bench.ts';
import { observeAll } from './parts/behaviours.ts';
import { clients } from './parts/client.ts';
import { fleet } from './parts/fleet.ts';
import { hotPath } from './parts/hot-path.ts';
import { redisCommands } from './parts/redis-commands.ts';
import { stampede } from './parts/stampede.ts';
import { startUp } from './parts/start-up.ts';
import { manifestOf } from './peers/versions.ts';
import type { Plan } from './plan.ts';
import { currentLoad, environmentOfRun } from './report/environment.ts';
import type { ProgressLine } from './report/progress.ts';
import { checkPromises } from './report/promises.ts';
import type { ContestantNote, Findings, Report } from './report/report.ts';

export interface BenchRun {
  readonly plan: Plan;
  readonly contestants: readonly Contestant[];
  /** Name of the contestant that the promises are about. */
  readonly subject: string;
  readonly progress: ProgressLine;
}

const PARTS = {
  hotPath: ['hot path', hotPath],
  stampede: ['stampede in one process', stampede],
  fleet: ['fleet on one Redis', fleet],
  behaviours: ['behaviour', observeAll],
  clients: ['authorised clients', clients],
  redisCommands: ['Redis commands', redisCommands],
  startUp: ['start-up', startUp],
} as const;

/** Runs every part, one after the other. */
export async function runBench(run: BenchRun): Promise<Report> {
  const startedAt = new Date();
  const loadBefore = currentLoad();
  const { plan, contestants, subject, progress } = run;
  const bench: Bench = { plan, contestants, progress: progress.step };
  const findings: Partial<Record<keyof Findings, unknown>> = {};
  const parts = Object.entries(PARTS);
  for (const [i, [key, [name, measure]]] of parts.entries()) {
    progress.part(i + 1, parts.length, name);
    findings[key as keyof Findings] = await measure(bench);
  }
  progress.end();
  const found = findings as Findings;
  const notes = contestants.map(noteOf);
  const own = notes.find(({ name }) => name === subject)?.package;
  return {
    environment: environmentOfRun(plan.name, startedAt, loadBefore),
    subject,
    contestants: notes,
    promises: checkPromises(found, subject, own === undefined ? undefined : manifestOf(own)),
    ...found,
  };
}

function noteOf({ peer }: Contestant): ContestantNote {
  const { name, call, note } = peer;
  const version = peer.package === undefined ? undefined : manifestOf(peer.package).version;
  return { name, package: peer.package, version, call, note };
}
