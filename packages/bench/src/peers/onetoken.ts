import type { Peer, PeerSettings } from './peer.ts';

export const onetoken: Peer = {
  name: 'onetoken',
  package: '@onetoken/auth',
  call: 'provider.getAccessToken()',
  shares: true,
  calls: true,
  async create(settings) {
    const { createApiClient, createTokenProvider } = await import('@onetoken/auth');
    const store = settings.redisUrl === undefined ? undefined : await redis(settings.redisUrl);
    const provider = createTokenProvider({
      endpoints: { login: settings.login, api: settings.api },
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      store,
    });
    const client = createApiClient({ provider });
    return {
      token: provider.getAccessToken,
      // Without a signal exactly the hot path, so that the behaviour tests meet it, too.
      accessToken: (signal) =>
        signal === undefined ? provider.getAccessToken() : provider.getAccessToken({ signal }),
      peek: provider.peek,
      abortable: true,
      refused: async (token) => {
        await provider.invalidate(token);
        return provider.getAccessToken();
      },
      call: async (path) => {
        const { statusCode, body } = await client.request(path);
        await body.dump();
        return statusCode;
      },
      inspectable: [provider, client],
      close: async () => {
        await client.close();
        await provider.close();
      },
    };
  },
};

async function redis(url: NonNullable<PeerSettings['redisUrl']>) {
  const { redisStore } = await import('@onetoken/auth/redis');
  return redisStore({ url });
}
