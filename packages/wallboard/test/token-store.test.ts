import { createTokenProvider } from '@onetoken/auth';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { selfSignedTls, startRedis, startRedisCluster, tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openStore } from '../src/token-store.ts';
import { client, environmentFor } from './environment.ts';

/** Gets a token as two pods would, one after the other. */
async function asTwoPods(mock: MockGenesys, more: Record<string, string>): Promise<void> {
  const config = readConfig(environmentFor(mock, { TOKEN_CACHE: 'shared', ...more }));
  for (let pod = 0; pod < 2; pod += 1) {
    const { store, close } = await openStore(config);
    const { clientId, clientSecret, endpoints } = config;
    const provider = createTokenProvider({ clientId, clientSecret, endpoints, store });
    await provider.getAccessToken();
    await provider.close();
    close();
  }
}

describe('openStore', () => {
  it('shares the token through a cluster', async () => {
    await using cluster = await startRedisCluster();
    await using mock = await startMockGenesys({ clients: [client] });
    await asTwoPods(mock, { REDIS_URL: cluster.url, REDIS_CLUSTER: '1' });
    expect(mock.stats().totals.tokenRequests).toBe(1);
  });

  it('shares the token over TLS, trusting the given authority', async () => {
    using dir = tempDir('wallboard-tls-');
    const tls = selfSignedTls(dir.path);
    await using redis = await startRedis({ tls });
    await using mock = await startMockGenesys({ clients: [client] });
    await asTwoPods(mock, { REDIS_URL: redis.url, REDIS_CA_FILE: tls.caFile });
    expect(mock.stats().totals.tokenRequests).toBe(1);
  });

  it('keeps the token to itself where nothing is shared', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    await asTwoPods(mock, { TOKEN_CACHE: 'process' });
    expect(mock.stats().totals.tokenRequests).toBe(2);
  });
});
