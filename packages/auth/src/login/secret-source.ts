import { readFile } from 'node:fs/promises';
import { SecretUnavailableError } from '../errors/index.ts';
import type { Clock } from '../ports/clock.ts';
import { within } from '../ports/waiting.ts';
import { Secret } from '../values/secret.ts';

/**
 * The source of a secret: the value, a function that fetches it, or a file (for example a mounted
 * Kubernetes secret). Functions and files are read each time this process reads the store or
 * requests a token, a few times a day, so a rotated secret needs no restart. Without a token they
 * are read at most once a second.
 */
export type SecretSource =
  | string
  | Secret
  | (() => string | Secret | Promise<string | Secret>)
  | { readonly file: string };

interface SecretLimit {
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** @throws {SecretUnavailableError} when the source fails, yields nothing, or takes too long. */
export async function readSecret(
  source: SecretSource,
  option: string,
  { clock, deadlineMs: ms }: SecretLimit,
): Promise<Secret> {
  const error = () => new SecretUnavailableError(`${option} did not come in time`);
  const value = await within({ clock, ms, error }, () => fetchValue(source, option));
  const text = typeof value === 'string' ? value : value?.reveal?.();
  if (typeof text !== 'string' || text === '') {
    throw new SecretUnavailableError(`${option} yielded no value`);
  }
  return typeof value === 'string' ? new Secret(value) : value;
}

async function fetchValue(source: SecretSource, option: string): Promise<string | Secret> {
  if (typeof source === 'string' || source instanceof Secret) return source;
  if (typeof source === 'function') {
    try {
      return await source();
    } catch (error) {
      // The message of a foreign error may quote the secret, so only its class is reported.
      throw new SecretUnavailableError(`${option} failed with ${nameOf(error)}`);
    }
  }
  try {
    return secretIn(await readFile(source.file, 'utf8'));
  } catch (error) {
    // Text that does not look like a path may be the secret itself.
    const place = /^[./]/.test(source.file) ? source.file : 'its file';
    throw new SecretUnavailableError(`${option} cannot read ${place} (${codeOf(error)})`);
  }
}

/** The secret in the text of a file: editors and `echo` end it with a line break. */
export function secretIn(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : nameOf(error);
}
