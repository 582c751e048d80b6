import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createTokenProvider, memoryStore, type TokenEvent, type TokenStore } from '@onetoken/auth';
import { redisStore } from '@onetoken/auth/redis';
import { Activity } from './activity.ts';
import { type Genesys, genesysApi } from './genesys.ts';
import type { LambdaSettings } from './settings.ts';
import { StoredSecret } from './stored-secret.ts';
import { watchedStore } from './watched-store.ts';

/** State of one copy of the function, from its first invocation to its last. */
export interface Connection {
  readonly genesys: Genesys;
  /** Resolves when the process may be frozen without harm to the fleet, or after `maxMs` (activity.ts). */
  settled(maxMs: number): Promise<void>;
}

/**
 * Without these limits the SDK waits until the invocation is over: on a connection that died while the function was
 * frozen, or in a network without a route to AWS. It tries three times.
 */
const AWS_REQUESTS = {
  connectionTimeout: 2_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
};

/** Reads the secrets and connects to the cache; the first call requests the first token. */
export async function connect(
  settings: LambdaSettings,
  onEvent: (event: TokenEvent) => void,
): Promise<Connection> {
  const activity = new Activity();
  const aws = new SecretsManagerClient({ requestHandler: AWS_REQUESTS });
  const client = new StoredSecret(aws, settings.clientSecretArn);
  const secret = () => activity.track(client.field('client-secret'));
  const provider = createTokenProvider({
    region: settings.region,
    endpoints: settings.endpoints,
    allowInsecureHttp: settings.allowInsecureHttp,
    clientId: await client.field('client-id'),
    clientSecret: secret,
    // The same as the current secret: there is no other.
    nextClientSecret: async () =>
      (await activity.track(client.optionalField('client-secret-next'))) ?? secret(),
    store: watchedStore(await openStore(settings, aws), activity),
    onEvent(event) {
      watchRequests(event, activity);
      onEvent(event);
    },
  });
  return { genesys: genesysApi(provider), settled: (maxMs) => activity.settled(maxMs) };
}

/** A process that continues without the store requests a token without a lease. */
function watchRequests({ type }: TokenEvent, activity: Activity): void {
  if (type === 'request') activity.begin('request');
  if (type === 'token-issued' || type === 'request-failed') activity.end('request');
}

async function openStore(settings: LambdaSettings, aws: SecretsManagerClient): Promise<TokenStore> {
  if (settings.cacheSecretArn === undefined) return memoryStore();
  return redisStore({ url: await new StoredSecret(aws, settings.cacheSecretArn).field('url') });
}
