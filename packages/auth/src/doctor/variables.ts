import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that cannot be used; the message names it and never quotes its value. */
export class VariableError extends Error {
  override readonly name = 'VariableError';
}

/** A file that cannot be read. */
export class UnreadableFileError extends VariableError {}

/** An empty variable counts as unset. */
export function plainVariable(environment: Environment, name: string): string | undefined {
  return environment[name] || undefined;
}

/** `1`, or `0` and unset. */
export function switchVariable(environment: Environment, name: string): boolean {
  const value = plainVariable(environment, name) ?? '0';
  if (value !== '0' && value !== '1') throw new VariableError(`${name} must be 0 or 1`);
  return value === '1';
}

/**
 * The value of a secret, from `NAME` or from the file that `NAME_FILE` names.
 * @throws {VariableError} which does not quote the file's name: it may be the secret by mistake
 */
export function secretVariable(environment: Environment, name: string): string | undefined {
  const value = plainVariable(environment, name);
  const file = fileVariable(environment, `${name}_FILE`);
  if (value !== undefined && file !== undefined) {
    throw new VariableError(`${name} and ${name}_FILE are both set: keep one`);
  }
  return file === undefined ? value : file.replace(/\r?\n$/, '') || undefined;
}

/** The text of the file that a variable names. */
export function fileVariable(environment: Environment, name: string): string | undefined {
  const path = plainVariable(environment, name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown error';
    throw new UnreadableFileError(`${name} must name a file that can be read (${code})`);
  }
}
