import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts `text` with AES-256-GCM under a fresh random nonce. `context` is authenticated with it:
 * an envelope opens only under the same key and context, so entries cannot be swapped.
 */
export function seal(key: Uint8Array, context: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final()];
  return `${VERSION}.${Buffer.concat([...parts, cipher.getAuthTag()]).toString('base64url')}`;
}

/** Opens what `seal` wrote. Anything else, down to a single flipped bit, is `undefined`. */
export function open(key: Uint8Array, context: string, envelope: string): string | undefined {
  const encoded = envelope.slice(VERSION.length + 1);
  const sealed = Buffer.from(encoded, 'base64url');
  const isCanonical = `${VERSION}.${sealed.toString('base64url')}` === envelope;
  if (!isCanonical || sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const body = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
