import { exitCodes } from './errors.ts';

/**
 * Handles EPIPE and uncaught exceptions. When the reader of the output has gone, as in `| head`, the run continues: its verdict
 * is the exit code. An uncaught exception ends the command as inconclusive, since Node's own exit code 1 would look like a verdict.
 */
export function handleProcessErrors(command: string): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.once('uncaughtException', (error) => {
    process.stderr.write(`${command}: ${error.stack}\n`);
    process.exit(exitCodes.inconclusive);
  });
}
