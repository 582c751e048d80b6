#!/usr/bin/env node
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  asJson,
  type ExitCode,
  exitCodes,
  RunError,
  requireFolder,
  runCommand,
  verdictOf,
  writeFiles,
} from '@onetoken/report-kit';
import { Command } from 'commander';
import type { Contestant } from './bench.ts';
import { findPeer } from './peers/find.ts';
import { peers } from './peers/index.ts';
import { full, quick } from './plan.ts';
import { pageOf } from './report/page.ts';
import { hotPathPlot, tokenRequestsPlot } from './report/plots.ts';
import { progressLine } from './report/progress.ts';
import type { Report } from './report/report.ts';
import { asText } from './report/table.ts';
import { observations, tablesOf } from './report/tables.ts';
import { runBench } from './run-bench.ts';

const DOCS = fileURLToPath(new URL('../../../docs/bench', import.meta.url));

interface Options {
  readonly quick?: true;
  readonly json?: string;
  readonly out?: string;
  readonly peers?: string;
  readonly with?: string;
  readonly subject: string;
  readonly verbose?: true;
}

function commandLine(): Command {
  return new Command('onetoken-bench')
    .description('Compares onetoken with its peers, in one run, on one fake login.')
    .option('--quick', 'the same counts, shorter measurements (a hint of the times)')
    .option('--json <file>', 'write everything as JSON')
    .option(
      '--out <dir>',
      'write page, plots and JSON here (default: docs/bench, if all is measured)',
    )
    .option(
      '--peers <names>',
      `only these, with commas: ${peers.map(({ name }) => name).join(',')}`,
    )
    .option('--with <file>', 'a module whose default export is one more contestant')
    .option('--subject <name>', 'whom the promises are about', 'onetoken')
    .option('--verbose', 'also print what was seen in each behaviour test')
    .addHelpText(
      'after',
      '\nExit codes: 0 all counts as promised · 1 a count failed (times never decide) ·\n2 inconclusive: the bench itself failed, or measured nothing that is promised · 64 usage\nAbout 10 minutes, or one with --quick. Needs redis-server.',
    )
    .exitOverride();
}

async function contestantsOf(options: Options): Promise<readonly Contestant[]> {
  const names = options.peers?.split(',') ?? peers.map(({ name }) => name);
  const chosen = names.map(async (name) => ({ ref: { name }, peer: await findPeer({ name }) }));
  const contestants: Contestant[] = await Promise.all(chosen);
  if (options.with !== undefined) {
    const module = resolve(options.with);
    const peer = await findPeer({ name: module, module });
    contestants.push({ ref: { name: peer.name, module }, peer });
  }
  return contestants;
}

/** A short or partial run must not replace the page of a whole one. */
function isWhole({ quick: isQuick, peers: some, with: extra, subject }: Options): boolean {
  return !isQuick && some === undefined && extra === undefined && subject === 'onetoken';
}

async function write(report: Report, options: Options): Promise<void> {
  const json = asJson(report);
  if (options.json !== undefined) await writeFile(options.json, json);
  const out = options.out ?? (isWhole(options) ? DOCS : undefined);
  if (out === undefined) return;
  await requireFolder(out);
  await writeFiles(out, {
    'README.md': pageOf(report),
    'hot-path.svg': hotPathPlot(report),
    'token-requests.svg': tokenRequestsPlot(report),
    'bench.json': json,
  });
}

function print(report: Report, options: Options): void {
  const tables = [...tablesOf(report), ...(options.verbose ? observations(report) : [])];
  process.stdout.write(`${tables.map(asText).join('\n')}\n`);
}

/** The command behind `pnpm bench`. */
async function bench(): Promise<ExitCode> {
  const options = commandLine().parse().opts<Options>();
  const contestants = await contestantsOf(options).catch((error: Error) => {
    throw new RunError(error.message, exitCodes.usage);
  });
  const { subject } = options;
  const plan = options.quick ? quick : full;
  const progress = progressLine(process.stderr);
  const report = await runBench({ plan, contestants, subject, progress });
  print(report, options);
  await write(report, options);
  return exitCodeOf(report);
}

/** Only counts decide: times are figures of this machine. Without the subject there is nothing to check. */
function exitCodeOf({ promises }: Report): ExitCode {
  const counts = promises.filter(({ kind }) => kind === 'count');
  return exitCodes[verdictOf({ checks: counts.map(({ met }) => ({ passed: met })) }).outcome];
}

process.exitCode = await runCommand('bench', bench);
