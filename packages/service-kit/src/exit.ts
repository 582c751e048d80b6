import { EnvironmentError } from '@onetoken/auth/environment';
import { OnetokenError } from '@onetoken/auth/errors';

/** Exit codes of every command of the project. */
export const EXIT = {
  /** Passed, or done. */
  ok: 0,
  /** Failed while running. */
  failed: 1,
  /** Wrong usage or configuration: a restart does not help. */
  usage: 64,
  /** A dependency is unavailable: a restart may help. */
  unavailable: 69,
} as const;

/** The command line or a file that it names cannot be used. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`configuration: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** A dependency of this process is unavailable: a database, a port. */
export class UnavailableError extends Error {
  override readonly name: string = 'UnavailableError';
}

const ABSENT = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT']);

/** The exit code for an error at start-up or during a run. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError || error instanceof TypeError) return EXIT.usage;
  if (error instanceof EnvironmentError) return EXIT.usage;
  if (error instanceof UnavailableError || isLoginAway(error)) return EXIT.unavailable;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ABSENT.has(code) ? EXIT.unavailable : EXIT.failed;
}

function isLoginAway(error: unknown): boolean {
  if (!(error instanceof OnetokenError)) return false;
  return error.code === 'ERR_LOGIN_THROTTLED' || error.code === 'ERR_LOGIN_UNAVAILABLE';
}
