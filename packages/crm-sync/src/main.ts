#!/usr/bin/env node
import { createLogger, readCommandLine, runOnce, runService } from '@onetoken/service-kit';
import { commandLine } from './command-line.ts';
import { startWorker, syncOnce } from './run.ts';

const { variables, switches } = readCommandLine(commandLine);
const environment = { ...process.env, ...variables };
const once = switches.has('once');
// The progress bar shows the rest; log lines would break it.
const level = environment['LOG_LEVEL'] ?? (once && process.stderr.isTTY ? 'warn' : 'info');
const log = createLogger('onetoken-crm-sync', level);

if (once) {
  const run = async (signal: AbortSignal): Promise<void> => {
    const report = await syncOnce(environment, log, signal);
    process.stdout.write(`${JSON.stringify(report)}\n`);
  };
  await runOnce({ log, run });
}
await runService({ log, start: (lifecycle) => startWorker(environment, log, lifecycle) });
