import { EXIT } from './exit.ts';
import type { Logger } from './logger.ts';
import { failToStart } from './run-service.ts';
import { startTracing } from './tracing.ts';

export interface RunOnceOptions {
  readonly log: Logger;
  /** Does the work; ends early, in order, once the signal is aborted. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Runs a command to its end. SIGTERM and SIGINT ask it to stop in order; a second one does not wait. */
export async function runOnce({ log, run }: RunOnceOptions): Promise<never> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(EXIT.failed));
      stop.abort();
    });
  }
  const stopTracing = await startTracing(String(log.bindings()['service']));
  await run(stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) failToStart(log, error);
  });
  await stopTracing();
  process.exit(stop.signal.aborted ? EXIT.failed : EXIT.ok);
}
