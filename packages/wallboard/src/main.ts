#!/usr/bin/env node
import { pino } from 'pino';
import { type Config, ConfigError, readConfig } from './config.ts';
import { exitCodes } from './exit-codes.ts';
import { startWallboard } from './wallboard.ts';

/** Ends the process with one sentence on stderr. */
function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message.replaceAll(/^/gm, 'wallboard: ')}\n`);
  process.exit(exitCode);
}

function configuration(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message, exitCodes.usage);
    throw error;
  }
}

/** Port in use, or an address that is not ours: the environment is at fault, not the program. */
function listenProblem(error: unknown, { host, port }: Config): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is in use: stop what listens there or set another PORT`;
  if (code === 'EADDRNOTAVAIL') return `${host} is no address of this machine: set another HOST`;
  if (code === 'EACCES') return `port ${port} needs more rights: set a PORT above 1023`;
  return undefined;
}

const config = configuration();
// stdout is for the ready line alone.
const logger = pino({ level: config.logLevel, base: null }, pino.destination(2));

// The client may be out of service before the wallboard is up.
const started = Promise.withResolvers<void>();
const onFatal = (reason: string) =>
  void started.promise.then(() => stop({ reason }, exitCodes.failed));

const wallboard = await startWallboard(config, logger, onFatal).catch((error: unknown) => {
  const problem = listenProblem(error, config);
  if (problem === undefined) throw error;
  return fail(problem, exitCodes.unavailable);
});

process.stdout.write(`${JSON.stringify({ ready: true, url: wallboard.url })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => stop({ signal }, exitCodes.ok));
}
started.resolve();

/** Answers what is under way, then ends. A second signal ends at once (the default of Node). */
async function stop(cause: object, exitCode: number): Promise<void> {
  logger.info({ ...cause, exitCode }, 'stopping');
  await wallboard.close();
  process.exitCode = exitCode;
}
