import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Credential, SealingKey } from '../login/credentials.ts';
import type { StoredToken } from '../ports/store.ts';
import { decodeToken, encodeToken, fingerprintOf, type Token } from '../values/token.ts';

/** An explicit key; `key` is 32 bytes, raw or in base64. */
export interface EncryptionKey {
  /** Public; letters, digits, `-` and `_`. */
  readonly id: string;
  readonly key: Uint8Array | string;
}

const KEY_BYTES = 32;

/**
 * Reads the `encryptionKeys` option: a list, or `id:base64[,id:base64]`. The first key writes.
 * @throws {TypeError} when a key is unusable; the message never quotes it.
 */
export function parseEncryptionKeys(
  value: string | readonly EncryptionKey[],
): readonly SealingKey[] {
  const keys = typeof value === 'string' ? value.split(',').map(splitKey) : value;
  if (keys.length === 0) throw new TypeError('encryptionKeys must hold at least one key');
  const parsed = keys.map(parseKey);
  if (new Set(parsed.map(({ id }) => id)).size < parsed.length) {
    throw new TypeError('encryptionKeys must have different ids');
  }
  return parsed;
}

function splitKey(text: string, index: number): EncryptionKey {
  const colon = text.indexOf(':');
  if (colon < 1) throw new TypeError(`encryptionKeys: entry ${index + 1} is not id:base64key`);
  return { id: text.slice(0, colon).trim(), key: text.slice(colon + 1).trim() };
}

function parseKey({ id, key }: EncryptionKey, index: number): SealingKey {
  if (!/^[\w-]{1,64}$/.test(id)) {
    throw new TypeError(
      `encryptionKeys: the id of entry ${index + 1} must be letters, digits, - or _`,
    );
  }
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : Uint8Array.from(key);
  if (bytes.length !== KEY_BYTES) {
    // The id is not quoted: if the two parts were swapped, it is the key.
    throw new TypeError(
      `encryptionKeys: the key of entry ${index + 1} has ${bytes.length} bytes instead of 32`,
    );
  }
  return { id, key: bytes };
}

/** Encrypts with one key and decrypts with any. */
export interface Keyring {
  /** Names of the entries that can be read, the one that is written first. */
  readonly names: readonly string[];
  /** Whether an entry is under the current key, or under one that is being phased out. */
  isPrimary(name: string): boolean;
  seal(token: Token): { name: string; sealed: string; fingerprint: string };
  open(name: string, stored: StoredToken): Token | undefined;
}

/** Explicit keys if there are any, otherwise the keys derived from the secrets, the accepted one first. */
export function createKeyring(
  scope: string,
  explicit: readonly SealingKey[] | undefined,
  credentials: readonly Credential[],
): Keyring {
  const keys = explicit ?? credentials.map(({ sealingKey }) => sealingKey);
  const byName = new Map(keys.map(({ id, key }) => [`token:${id}`, key]));
  const context = (name: string): string => `${scope}/${name}`;
  const [writer] = byName;
  if (!writer) throw new TypeError('A keyring needs a key');
  return {
    names: [...byName.keys()],
    // Derived keys change with the secrets; only explicit keys are phased out by hand.
    isPrimary: (name) => explicit === undefined || name === writer[0],
    seal(token) {
      const [name, key] = writer;
      const sealed = seal(key, context(name), encodeToken(token));
      return { name, sealed, fingerprint: fingerprintOf(token.accessToken) };
    },
    open(name, stored) {
      const key = byName.get(name);
      const text = key && open(key, context(name), stored.sealed);
      const token = text === undefined ? undefined : decodeToken(text);
      // The store has generation and fingerprint in plain text; they count only if the envelope agrees.
      const isGenuine =
        token?.generation === stored.generation &&
        fingerprintOf(token.accessToken) === stored.fingerprint;
      return isGenuine ? token : undefined;
    },
  };
}

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
