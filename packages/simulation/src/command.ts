import { join } from 'node:path';
import {
  type ExitCode,
  exitCodes,
  RunError,
  requireFolder,
  StatusLine,
  writeFiles,
} from '@onetoken/loadtest/report';
import { CommanderError } from 'commander';
import { type Options, parseOptions } from './options.ts';
import { page } from './report/page.ts';
import { terminalText } from './report/terminal.ts';
import { clockTime, count } from './report/words.ts';
import { type Settings, type Simulation, simulate } from './simulate.ts';
import type { World } from './world/world.ts';

const { stdout, stderr } = process;

/** Who waits for less than this needs no word. */
const SILENT_MS = 2_000;
const SHOW_EVERY_MS = 250;

/** The command behind `pnpm simulate`. */
export async function runSimulation(argv: readonly string[]): Promise<ExitCode> {
  try {
    const options = parseOptions(argv);
    await requireFolder(options.report);
    const simulation = await watch(options.settings);
    await write(simulation, options);
    return exitCodes[simulation.verdict.outcome];
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.held : exitCodes.usage;
    }
    if (error instanceof RunError) {
      stderr.write(`simulate: ${error.message}\n`);
      return error.exitCode;
    }
    // A fault of the simulation itself: the run says nothing about the promises.
    stderr.write(`simulate: ${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.void;
  }
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
    `token requests ${count(world.ledger.requests.length)}`,
  ].join(' · ');
}

async function write(simulation: Simulation, { report, json }: Options): Promise<void> {
  const text = `${JSON.stringify(simulation, undefined, 2)}\n`;
  stdout.write(json ? text : `\n${terminalText(simulation, stdout)}\n`);
  await writeFiles(report, { 'simulation.html': page(simulation), 'simulation.json': text });
  if (!json) stdout.write(`Report: ${join(report, 'simulation.html')}\n`);
}
