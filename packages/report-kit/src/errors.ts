/** What the exit code of every command here means. */
export const exitCodes = {
  passed: 0,
  failed: 1,
  inconclusive: 2,
  usage: 64,
  unavailable: 69,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Ends a run with one sentence for a person and an exit code for a script.
 * The message says what is wrong, with which value (never a secret), and what to do.
 */
export class RunError extends Error {
  override readonly name = 'RunError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}
