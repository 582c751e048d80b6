import { readFileSync } from 'node:fs';
import { OnetokenError } from '../errors/index.ts';
import { type SecretSource, secretIn } from '../login/secret-source.ts';
import { Secret } from '../values/secret.ts';

/** Variables by name, such as `process.env`. An empty one counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is missing or cannot be used. */
export interface EnvironmentProblem {
  readonly variable: string;
  /** Names the variable, quotes its value unless it may be a secret, and says what to do. */
  readonly message: string;
}

/** Variables are missing or cannot be used. The message lists all of them, one a line, and quotes no secret. */
export class EnvironmentError extends OnetokenError {
  override readonly name = 'EnvironmentError';
  readonly code = 'ERR_ENVIRONMENT';
  readonly problems: readonly EnvironmentProblem[];

  constructor(problems: readonly EnvironmentProblem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads variables, and collects what is wrong with them. Methods return `undefined` for a variable that is unset, and
 * for one that cannot be used.
 */
export class EnvironmentReader {
  readonly problems: EnvironmentProblem[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(variable: string): string | undefined {
    return this.#environment[variable] || undefined;
  }

  /**
   * Reports a variable.
   * @param problem follows its name, and says what to do
   * @param harmless a value that matches is quoted; any other may be a secret in the wrong place
   */
  reject(variable: string, problem: string, harmless?: RegExp): void {
    const value = this.text(variable);
    const quoted = value !== undefined && harmless?.test(value) ? ` "${value}"` : '';
    this.problems.push({ variable, message: `${variable}${quoted} ${problem}` });
  }

  /** `1`, or `0` and unset. */
  flag(variable: string): boolean {
    const value = this.text(variable) ?? '0';
    if (value !== '0' && value !== '1') {
      this.reject(variable, 'must be 0 or 1', /^(true|false|yes|no|on|off|\d)$/i);
    }
    return value === '1';
  }

  /** The value of a secret, from the variable or from the file that `<variable>_FILE` names. */
  secret(variable: string): string | undefined {
    const value = this.text(variable);
    if (this.text(`${variable}_FILE`) === undefined) return value;
    if (value !== undefined) this.reject(variable, `and ${variable}_FILE are both set: keep one`);
    return secretIn(this.file(`${variable}_FILE`) ?? '') || undefined;
  }

  /** The same, for a secret that may change while the program runs: a file is read again for each login. */
  secretSource(variable: string): SecretSource | undefined {
    const value = this.secret(variable);
    const file = this.text(`${variable}_FILE`);
    return value === undefined ? undefined : file === undefined ? new Secret(value) : { file };
  }

  /** The text of the file that a variable names. */
  file(variable: string): string | undefined {
    const path = this.text(variable);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
      // Text that does not look like a path may be the secret itself.
      this.reject(variable, `must name a file that can be read (${code})`, /^\.{0,2}\//);
      return undefined;
    }
  }
}

/**
 * Reads variables with a function of yours, and reports everything that is wrong at once.
 * @throws {EnvironmentError} that names every variable that is missing or cannot be used
 */
export function readEnvironment<T>(
  environment: Environment,
  read: (variables: EnvironmentReader) => T,
): T {
  const variables = new EnvironmentReader(environment);
  const settings = read(variables);
  if (variables.problems.length > 0) throw new EnvironmentError(variables.problems);
  return settings;
}
