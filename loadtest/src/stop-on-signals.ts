/** Stops a run in order when someone has had enough; a second signal stops the waiting, too. */
export function stopOnSignals(close: () => Promise<void>): void {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
  for (const [signal, number] of Object.entries(numbers)) {
    process.once(signal, () => {
      process.stderr.write(`\n${signal}: stopping all processes\n`);
      void close().finally(() => process.exit(128 + number));
    });
  }
}
