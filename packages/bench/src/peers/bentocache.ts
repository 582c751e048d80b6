import { mint } from './mint.ts';
import { marginMs, type Peer, type PeerSettings } from './peer.ts';

const KEY = 'genesys-token';

export const bentocache: Peer = {
  name: 'bentocache',
  package: 'bentocache',
  call: 'cache.getOrSet({ key, ttl, grace, factory })',
  shares: true,
  calls: false,
  note: 'memory over Redis with its bus; grace until the token expires',
  async create(settings) {
    const { BentoCache } = await import('bentocache');
    const stores = { tokens: await store(settings) };
    const cache = new BentoCache({ default: 'tokens', stores });
    const margin = marginMs(settings.lifeMs);
    const token = (): Promise<string> =>
      cache.getOrSet({
        key: KEY,
        ttl: settings.lifeMs - margin,
        // Counted from the write, not from the end of `ttl`.
        grace: settings.lifeMs,
        factory: async () => (await mint(settings)).accessToken,
      });
    return {
      token,
      accessToken: token,
      abortable: false,
      refused: async () => {
        await cache.delete({ key: KEY });
        return token();
      },
      inspectable: [cache],
      close: () => cache.disconnectAll(),
    };
  },
};

async function store(settings: PeerSettings) {
  const { bentostore } = await import('bentocache');
  const { memoryDriver } = await import('bentocache/drivers/memory');
  const memory = bentostore().useL1Layer(memoryDriver({}));
  if (settings.redisUrl === undefined) return memory;
  const { redisBusDriver, redisDriver } = await import('bentocache/drivers/redis');
  const { hostname: host, port } = new URL(settings.redisUrl);
  const connection = { host, port: Number(port) };
  return memory.useL2Layer(redisDriver({ connection })).useBus(redisBusDriver({ connection }));
}
