import { findRegion } from '../values/regions.ts';
import type { Check } from './check.ts';
import type { Configuration } from './configuration.ts';

/** Where login and API are taken to be. */
export function checkPlace({ place }: Configuration): Check {
  const { endpoints, region, allowInsecureHttp } = place;
  const found = region === undefined ? undefined : findRegion(region);
  const named = found ? `${found.domain}, ${found.aws}, ${found.label}` : 'by address';
  const message = `${named}: login ${endpoints.login}, API ${endpoints.api}`;
  if (!allowInsecureHttp) return { name: 'region', outcome: 'ok', message };
  return {
    name: 'region',
    outcome: 'warn',
    message: `${message}; plain http is allowed`,
    advice: 'The client secret may travel in clear. Unset ONETOKEN_ALLOW_HTTP outside a test.',
  };
}

/** What seals tokens in the store. */
export function checkEncryption({ encryptionKeys }: Configuration): Check {
  const name = 'encryption';
  const [writer, ...readers] = encryptionKeys ?? [];
  if (!writer) {
    return { name, outcome: 'ok', message: 'tokens are sealed by a key from the client secret' };
  }
  const also =
    readers.length === 0 ? '' : `, and opened by ${readers.map(({ id }) => id).join(', ')}`;
  return { name, outcome: 'ok', message: `tokens are sealed by the key "${writer.id}"${also}` };
}
