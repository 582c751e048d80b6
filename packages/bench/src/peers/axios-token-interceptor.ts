import { mint } from './mint.ts';
import { marginMs, type Peer } from './peer.ts';

export const axiosTokenInterceptor: Peer = {
  name: 'axios-ti',
  package: 'axios-token-interceptor',
  call: 'tokenCache(getToken, { getMaxAge })()',
  shares: false,
  calls: false,
  async create(settings) {
    const { default: interceptor } = await import('axios-token-interceptor');
    const cache = interceptor.tokenCache(() => mint(settings), {
      getMaxAge: (minted) => minted.expiresAt - Date.now() - marginMs(settings.lifeMs),
    });
    return {
      token: cache,
      accessToken: async () => (await cache()).accessToken,
      abortable: false,
      refused: async () => {
        cache.reset();
        return (await cache()).accessToken;
      },
      inspectable: [cache],
      close: async () => undefined,
    };
  },
};
