import { readFile } from 'node:fs/promises';

/**
 * Where a secret comes from. A function rather than a string: it shows nothing in logs and inspect output,
 * and a file that was replaced (a rotated Kubernetes secret) is seen at the next call.
 */
export type SecretSource = () => Promise<string>;

async function readSecret(path: string): Promise<string> {
  // A line break at the end is how editors end a file, not part of the secret.
  const value = (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  if (value === '') throw new Error(`${path} is empty: it must hold the secret`);
  return value;
}

/** A secret given as itself, or as the file that holds it; `undefined` when it is given as neither. */
export function secretFrom(
  value: string | undefined,
  file: string | undefined,
): SecretSource | undefined {
  if (value !== undefined) return () => Promise.resolve(value);
  return file === undefined ? undefined : () => readSecret(file);
}
