import { join } from 'node:path';
import {
  asJson,
  count,
  type ExitCode,
  exitCodes,
  requireFolder,
  runCommand,
  StatusLine,
  writeFiles,
} from '@onetoken/report-kit';
import { type Options, parseOptions } from './options.ts';
import { page } from './report/page.ts';
import { terminalText } from './report/terminal.ts';
import { clockTime } from './report/words.ts';
import { type Settings, type Simulation, simulate } from './simulate.ts';
import type { World } from './world/world.ts';

const { stdout, stderr } = process;

/** Who waits for less than this needs no word. */
const SILENT_MS = 2_000;
const SHOW_EVERY_MS = 250;

/** The command behind `pnpm simulate`. */
export function runSimulation(argv: readonly string[]): Promise<ExitCode> {
  return runCommand('simulate', async () => {
    const options = parseOptions(argv);
    await requireFolder(options.report);
    const simulation = await watch(options.settings);
    await write(simulation, options);
    return exitCodes[simulation.verdict.outcome];
  });
}

async function watch(settings: Settings): Promise<Simulation> {
  const line = new StatusLine(stderr);
  const beganAt = performance.now();
  let shownAt = beganAt + SILENT_MS - SHOW_EVERY_MS;
  const onProgress = (atMs: number, world: World): void => {
    const now = performance.now();
    if (now - shownAt < SHOW_EVERY_MS) return;
    shownAt = now;
    line.show('run', 'run', progressText(atMs, settings, world));
  };
  try {
    return await simulate(settings, { onProgress });
  } finally {
    line.end();
  }
}

function progressText(atMs: number, { hours, scenario }: Settings, world: World): string {
  return [
    `${scenario} ${clockTime(atMs)}`,
    `${Math.floor((atMs / hours / 3_600_000) * 100)} %`,
    `${count(world.pods.length)} processes`,
    `token requests ${count(world.journal.requests.length)}`,
  ].join(' · ');
}

async function write(simulation: Simulation, { report, json }: Options): Promise<void> {
  const text = asJson(simulation);
  stdout.write(json ? text : `\n${terminalText(simulation, stdout)}\n`);
  await writeFiles(report, { 'simulation.html': page(simulation), 'simulation.json': text });
  if (!json) stdout.write(`Report: ${join(report, 'simulation.html')}\n`);
}
