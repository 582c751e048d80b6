import { randomBytes } from 'node:crypto';
import { CACHE_PORT, mockSettings, type SecretSource } from '@onetoken/infra-kubernetes-components';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from './settings.ts';

/** Keys of the Secret with the OAuth client. */
export const CLIENT_KEYS = ['client-id', 'client-secret'] as const;

/** Keys of the Secret with a user of the cache; a cache elsewhere keeps its passwords itself. */
export function cacheUserKeys({ cache }: Settings): readonly string[] {
  return cache.kind === 'in-cluster' ? ['password', 'url'] : ['url'];
}

/**
 * The OAuth client: by name, from the stack's Pulumi secrets, or, for the mock, made up on the first deployment.
 */
export function clientSource({ genesys, mock }: Settings): SecretSource {
  if (genesys?.client) return genesys.client;
  if (mock) {
    const client = { id: 'local-client', secret: newPassword() };
    const values = { 'client-id': client.id, 'client-secret': client.secret };
    return { values: { ...values, 'mock.json': mockSettings(client) }, keep: true };
  }
  const config = new pulumi.Config();
  return {
    values: {
      'client-id': config.requireSecret('genesysClientId'),
      'client-secret': config.requireSecret('genesysClientSecret'),
    },
  };
}

/**
 * The Secret of a service's user of the cache. One that was made up keeps the address of its first deployment, so a cache
 * that turns to TLS has users in Secrets by another name.
 */
export function cacheUserSecret({ cache }: Settings, user: string): string {
  const isMadeUp = cache.kind === 'in-cluster' && !cache.users;
  return isMadeUp && cache.tlsSecret ? `cache-${user}-tls` : `cache-${user}`;
}

/** A service's user of the cache: by name, or with a password made up on the first deployment. */
export function cacheUserSource({ cache }: Settings, user: string, host: string): SecretSource {
  const byName = cache.users?.[user];
  if (byName) return byName;
  const password = newPassword();
  const scheme = cache.kind === 'in-cluster' && cache.tlsSecret ? 'rediss' : 'redis';
  return {
    values: { password, url: `${scheme}://${user}:${password}@${host}:${CACHE_PORT}` },
    keep: true,
  };
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
