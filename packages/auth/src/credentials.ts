import { createHash, hkdfSync } from 'node:crypto';
import type { SecretSlot } from './events.ts';
import type { Secret } from './secret.ts';
import { readSecret, type SecretSource } from './secret-source.ts';

/** A client secret with what is derived from it. */
export interface Credential {
  readonly slot: SecretSlot;
  readonly secret: Secret;
  /** Keyed hash: tells secrets apart in the store without revealing them. */
  readonly id: string;
  /** The default key that seals tokens in the store. */
  readonly sealingKey: SealingKey;
}

/** A key for sealing tokens. The id is part of the entry's name, so it is public. */
export interface SealingKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** Names login and client in the store; 22 characters of base64url. Never depends on a secret. */
export function scopeOf(login: string, clientId: string): string {
  return createHash('sha256').update(`${login}\n${clientId}`).digest('base64url').slice(0, 22);
}

export interface SecretSources {
  readonly current: SecretSource;
  readonly next?: SecretSource | undefined;
}

/** Reads the secrets that are configured now. The next one may be missing or equal: then it is left out. */
export async function readCredentials(
  sources: SecretSources,
  scope: string,
): Promise<readonly Credential[]> {
  const current = await readSecret(sources.current, 'clientSecret');
  const credentials = [deriveCredential('current', current, scope)];
  if (sources.next !== undefined) {
    const next = await readSecret(sources.next, 'nextClientSecret');
    if (next.reveal() !== current.reveal()) credentials.push(deriveCredential('next', next, scope));
  }
  return credentials;
}

export function deriveCredential(slot: SecretSlot, secret: Secret, scope: string): Credential {
  const derive = (purpose: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret.reveal(), scope, `onetoken/v1/${purpose}`, bytes));
  return {
    slot,
    secret,
    id: derive('secret-id', 9).toString('base64url'),
    sealingKey: { id: derive('key-id', 9).toString('base64url'), key: derive('sealing', 32) },
  };
}
