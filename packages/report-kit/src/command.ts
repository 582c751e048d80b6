import { CommanderError, InvalidArgumentError } from 'commander';
import { type ExitCode, exitCodes, RunError } from './errors.ts';

/**
 * Does the work of a command and turns every end of it into an exit code. Errors go to stderr: a `RunError` as one sentence,
 * any other with its stack, since it is a fault of the command itself and says nothing about what was tested.
 */
export async function runCommand(name: string, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    // commander has printed the help, or what is wrong with the options.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
    const isExpected = error instanceof RunError;
    const text = isExpected ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${name}: ${text}\n`);
    return isExpected ? error.exitCode : exitCodes.inconclusive;
  }
}

/** Reads an option that is a whole number within these bounds, both included. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
