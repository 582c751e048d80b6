import { createHash } from 'node:crypto';

/**
 * Fingerprint of plain configuration, kept as a pod annotation: pods roll when it changes.
 * Secrets stay out of it on purpose; they are files that running pods read again.
 */
export function configHash(config: unknown): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
}

export const CONFIG_HASH_ANNOTATION = 'onetoken/config-hash';
