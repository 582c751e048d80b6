import { exitCodes, RunError } from '@onetoken/report-kit';

/** Stops a run in order on the first signal; a second signal ends the process at once. */
export function stopOnSignals(close: () => Promise<void>): void {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
  for (const [signal, number] of Object.entries(numbers)) {
    process.once(signal, () => {
      process.stderr.write(`\n${signal}: stopping all processes\n`);
      void close().finally(() => process.exit(128 + number));
    });
  }
}

/** Does the work; a signal aborts it and waits until it has cleaned up. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const running = work(interrupted.signal);
  stopOnSignals(async () => {
    interrupted.abort(new RunError('interrupted', exitCodes.inconclusive));
    await running.catch(() => {});
  });
  return running;
}
