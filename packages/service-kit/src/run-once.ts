import { EXIT } from './exit.ts';
import type { Logger } from './logger.ts';
import { failWith } from './run-service.ts';
import { startTracing } from './tracing.ts';

export interface RunOnceOptions {
  readonly log: Logger;
  /** Does the work; stops early, in order, when the signal is aborted. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Runs a command to its end. SIGTERM and SIGINT stop it in order; a second signal ends it at once. */
export async function runOnce({ log, run }: RunOnceOptions): Promise<never> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(EXIT.failed));
      stop.abort();
    });
  }
  const stopTracing = await startTracing(String(log.bindings()['service']));
  const failure = await run(stop.signal).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  await stopTracing();
  if (stop.signal.aborted) process.exit(EXIT.failed);
  if (failure) failWith(log, failure.error, 'failed');
  process.exit(EXIT.ok);
}
