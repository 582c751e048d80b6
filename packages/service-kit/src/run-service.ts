import { ConfigurationError, EXIT, exitCodeOf } from './exit.ts';
import type { Logger } from './logger.ts';
import { startTracing } from './tracing.ts';

/** How long an orderly stop may take before the process ends anyway. Kubernetes gives 30 s. */
const STOP_WITHIN_MS = 10_000;

/** A running service. */
export interface RunningService {
  /** Printed in the ready line; a worker has none. */
  readonly url?: string;
  /** Waits for the requests that are under way, then closes everything. */
  close(): Promise<void>;
}

/** Lets a service stop itself in order. */
export interface Lifecycle {
  /** Stops in order and ends the process with `exitCode`, by default 1. Only the first call counts. */
  stop(reason: string, exitCode?: number): void;
}

export interface RunOptions {
  readonly log: Logger;
  readonly start: (lifecycle: Lifecycle) => Promise<RunningService>;
}

/**
 * Runs a service until SIGTERM, SIGINT or its own `stop`: ready line, orderly stop, exit code.
 * A second signal does not wait.
 */
export async function runService({ log, start }: RunOptions): Promise<void> {
  const stopping = Promise.withResolvers<{ reason: string; exitCode: number }>();
  const lifecycle: Lifecycle = {
    stop: (reason, exitCode = EXIT.failed) => stopping.resolve({ reason, exitCode }),
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(EXIT.failed));
      lifecycle.stop(signal, EXIT.ok);
    });
  }
  const stopTracing = await startTracing(String(log.bindings()['service']));
  const service = await start(lifecycle).catch((error: unknown) => failToStart(log, error));
  printReadyLine(service.url);
  const { reason, exitCode } = await stopping.promise;
  log.info({ reason, exitCode }, 'stopping');
  const inTime = await closeInTime(service, log);
  await stopTracing();
  process.exit(inTime ? exitCode : EXIT.failed);
}

/** One line of JSON on stdout, which tells a supervisor or a test that the service listens. */
export function printReadyLine(url?: string): void {
  process.stdout.write(`${JSON.stringify({ ready: true, ...(url && { url }) })}\n`);
}

/** Prints what is wrong, in plain lines for the person at the terminal, and ends the process with the exit code for it. */
export function failToStart(log: Logger, error: unknown): never {
  failWith(log, error, 'cannot start');
}

/** The same for a program that had started. */
export function failWith(log: Logger, error: unknown, message: string): never {
  const reason = error instanceof Error ? error.message : String(error);
  const exitCode = exitCodeOf(error);
  const problems = error instanceof ConfigurationError ? error.problems : [reason];
  if (exitCode === EXIT.usage) process.stderr.write(`${problems.join('\n')}\n`);
  else log.fatal({ reason, exitCode }, message);
  process.exit(exitCode);
}

async function closeInTime(service: RunningService, log: Logger): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), STOP_WITHIN_MS);
  const closed = service.close().then(
    () => true,
    (error: unknown) => {
      log.error({ reason: error instanceof Error ? error.message : String(error) }, 'close failed');
      return false;
    },
  );
  const inTime = await Promise.race([closed, late.promise]);
  clearTimeout(timer);
  log.info(inTime ? 'stopped' : `shutdown timed out after ${STOP_WITHIN_MS / 1000} s`);
  return inTime;
}
