import { readFile } from 'node:fs/promises';
import { SecretUnavailableError } from '../errors/index.ts';
import type { Clock } from '../ports/clock.ts';
import { within } from '../ports/waiting.ts';
import { Secret } from '../values/secret.ts';

/**
 * Where a secret comes from: the value, a function that fetches it, or a file (a mounted
 * Kubernetes secret, say). Functions and files are asked each time a token is needed from outside
 * this process, a few times a day, so a rotated secret is picked up without a restart; while no token
 * can be had, once a second at most.
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
      // The message of a foreign error may quote the secret, so only its class is told.
      throw new SecretUnavailableError(`${option} failed with ${nameOf(error)}`);
    }
  }
  try {
    return (await readFile(source.file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    // What does not look like a path may be the secret itself.
    const place = /^[./]/.test(source.file) ? source.file : 'its file';
    throw new SecretUnavailableError(`${option} cannot read ${place} (${codeOf(error)})`);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : nameOf(error);
}
