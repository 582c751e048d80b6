import { exitCodes } from './errors.ts';

/**
 * What may happen to a command whatever it is doing. A reader that has gone, as in `| head`, ends what is printed and not the
 * run, whose verdict is the exit code. And an error that nobody caught is no verdict, which Node's own exit code 1 would be.
 */
export function meetMishaps(command: string): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.once('uncaughtException', (error) => {
    process.stderr.write(`${command}: ${error.stack}\n`);
    process.exit(exitCodes.void);
  });
}
