import { basename, dirname, join } from 'node:path';
import { styleText } from 'node:util';
import {
  asJson,
  type ExitCode,
  exitCodes,
  requireFolder,
  runCommand,
  writeFiles,
} from '@onetoken/report-kit';
import { type Comparison, compareStrategies } from './demo/strategies.ts';
import { Fleet } from './fleets/fleet.ts';
import { type DemoOptions, parseOptions } from './options.ts';
import { page } from './report/page.ts';
import { ProgressLine } from './report/progress.ts';
import { reportJson, resultJson } from './report/report-json.ts';
import { terminalTable } from './report/terminal-table.ts';
import { conditions, verdictSentence } from './report/words.ts';
import { servedText, serveFleet } from './serve.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import type { Outcome } from './verdict/outcome.ts';

const { stdout, stderr } = process;

async function run(options: DemoOptions): Promise<Comparison> {
  const { pods, rate, duration: seconds, quick, throttleForm } = options;
  const load = { pods, rate, seconds, restart: !quick };
  await using fleet = await Fleet.create();
  stopOnSignals(() => fleet.close());
  const progress = new ProgressLine(stderr, load);
  const redisUrl = process.env['REDIS_URL'] || undefined;
  try {
    return await compareStrategies(fleet, { ...load, throttleForm, redisUrl }, ({ name }, now) =>
      progress.show(name, now),
    );
  } finally {
    progress.end();
  }
}

/** Runs until a signal or an accident ends it. */
async function serve(options: DemoOptions): Promise<never> {
  await using fleet = await Fleet.create();
  stopOnSignals(() => fleet.close());
  stdout.write(servedText(await serveFleet(fleet, options)));
  return await fleet.accident;
}

async function requireFolders({ report, json }: DemoOptions): Promise<void> {
  await requireFolder(report);
  if (json !== undefined) await requireFolder(dirname(json));
}

async function write(comparison: Comparison, { report, json }: DemoOptions): Promise<void> {
  const madeAt = new Date();
  await writeFiles(report, {
    'report.html': page(comparison, madeAt),
    'report.json': asJson(reportJson(comparison, madeAt)),
  });
  if (json !== undefined) {
    await writeFiles(dirname(json), { [basename(json)]: asJson(resultJson(comparison)) });
  }
  stdout.write(`Report: ${join(report, 'report.html')}\nThe fleet, live: script/demo --serve\n`);
}

const verdictColour = { held: 'green', broken: 'red', void: 'yellow' } as const satisfies Record<
  Outcome,
  string
>;

function print(comparison: Comparison): void {
  const { outcome } = comparison.verdict;
  const sentence = styleText(['bold', verdictColour[outcome]], verdictSentence(comparison), {
    stream: stdout,
  });
  stdout.write(`\n${terminalTable(comparison, stdout)}\n\n`);
  for (const condition of conditions(comparison)) stdout.write(`  ${condition}\n`);
  stdout.write(`\n${sentence}\n`);
}

/** The command behind `script/demo`. */
export function runDemo(argv: readonly string[]): Promise<ExitCode> {
  return runCommand('demo', async () => {
    const options = parseOptions(argv);
    if (options.serve) return await serve(options);
    await requireFolders(options);
    const comparison = await run(options);
    print(comparison);
    await write(comparison, options);
    return exitCodes[comparison.verdict.outcome];
  });
}
