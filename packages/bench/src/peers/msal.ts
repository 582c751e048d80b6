import type { INetworkModule, NetworkResponse } from '@azure/msal-node';
import type { Redis } from 'ioredis';
import type { Peer, PeerSettings } from './peer.ts';

const HOST = 'login.microsoftonline.com';
const AUTHORITY = `https://${HOST}/bench`;

export const msal: Peer = {
  name: 'msal',
  package: '@azure/msal-node',
  call: 'acquireTokenByClientCredential({ scopes })',
  shares: true,
  calls: false,
  note: 'its own token request, sent to the fake login; shares by DistributedCachePlugin over ioredis',
  async create(settings) {
    const library = await import('@azure/msal-node');
    const redis = settings.redisUrl === undefined ? undefined : await connect(settings.redisUrl);
    const cachePlugin = redis && new library.DistributedCachePlugin(cacheClient(redis), partition);
    const app = new library.ConfidentialClientApplication({
      auth: {
        clientId: settings.clientId,
        clientSecret: settings.clientSecret,
        authority: AUTHORITY,
        authorityMetadata: JSON.stringify(authorityMetadata),
        cloudDiscoveryMetadata: JSON.stringify(cloudMetadata),
      },
      system: { networkClient: networkTo(settings) },
      ...(cachePlugin && { cache: { cachePlugin } }),
    });
    const scopes = ['https://bench.example/.default'];
    const token = (skipCache = false) => app.acquireTokenByClientCredential({ scopes, skipCache });
    return {
      token: () => token(),
      accessToken: async () => (await token())?.accessToken ?? '',
      abortable: false,
      refused: async () => (await token(true))?.accessToken ?? '',
      inspectable: [app],
      close: async () => redis?.disconnect(),
    };
  },
};

const authorityMetadata = {
  authorization_endpoint: `${AUTHORITY}/oauth2/v2.0/authorize`,
  token_endpoint: `${AUTHORITY}/oauth2/v2.0/token`,
  issuer: `${AUTHORITY}/v2.0`,
  jwks_uri: `${AUTHORITY}/discovery/v2.0/keys`,
  end_session_endpoint: `${AUTHORITY}/oauth2/v2.0/logout`,
};
const cloudMetadata = {
  tenant_discovery_endpoint: `${AUTHORITY}/v2.0/.well-known/openid-configuration`,
  metadata: [{ preferred_network: HOST, preferred_cache: HOST, aliases: [HOST] }],
};
const partition = { getKey: async () => 'msal:bench', extractKey: async () => 'msal:bench' };

async function connect(url: string): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url);
  redis.on('error', () => undefined); // outages are part of the bench
  return redis;
}

function cacheClient(redis: Redis) {
  return {
    get: async (key: string) => (await redis.get(key)) ?? '',
    set: (key: string, value: string) => redis.set(key, value),
  };
}

/** Sends what the library would send to its own cloud to the fake login. */
function networkTo(settings: PeerSettings): INetworkModule {
  const unexpected = (url: string): never => {
    throw new Error(`unexpected request to ${url}`);
  };
  return {
    sendGetRequestAsync: async (url) => unexpected(url),
    async sendPostRequestAsync<T>(
      _url: string,
      options?: { headers?: Record<string, string>; body?: string },
    ): Promise<NetworkResponse<T>> {
      const { request } = await import('undici');
      const answer = await request(`${settings.login}/oauth/token`, {
        method: 'POST',
        headers: options?.headers ?? {},
        body: options?.body ?? '',
      });
      const headers = answer.headers as Record<string, string>;
      return { headers, status: answer.statusCode, body: (await answer.body.json()) as T };
    },
  };
}
