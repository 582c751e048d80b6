import { createHash } from 'node:crypto';

/**
 * Hash of plain configuration, written to an annotation of the pods so that a change restarts them.
 * It leaves secrets out on purpose: running pods read their files again.
 */
export function configHash(config: unknown): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
}

export const CONFIG_HASH_ANNOTATION = 'onetoken/config-hash';
