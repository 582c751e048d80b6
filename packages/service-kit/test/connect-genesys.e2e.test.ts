import { readEnvironment } from '@onetoken/auth/environment';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { selfSignedTls, startRedis, startRedisCluster, tempDir } from '@onetoken/test-kit';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { connectGenesys } from '../src/connect-genesys.ts';
import { createLogger } from '../src/logger.ts';
import { readServiceSettings } from '../src/settings.ts';

const client = { id: 'sample-client', secret: 'sample-secret-not-real' };

function connect(mock: MockGenesys, more: Record<string, string>) {
  const environment = {
    ONETOKEN_LOGIN_URL: mock.loginUrl,
    ONETOKEN_API_URL: mock.apiUrl,
    GENESYSCLOUD_OAUTHCLIENT_ID: client.id,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: client.secret,
    ...more,
  };
  const settings = readEnvironment(environment, readServiceSettings);
  const log = createLogger('test', 'silent');
  return connectGenesys(settings, { service: 'test', log, registry: new Registry() });
}

/** Gets a token as two pods would, one after the other. */
async function asTwoPods(mock: MockGenesys, more: Record<string, string>): Promise<void> {
  for (let pod = 0; pod < 2; pod += 1) {
    const { provider, close } = connect(mock, more);
    await provider.getAccessToken();
    await close();
  }
}

describe('connectGenesys', () => {
  it('shares the token through a cluster', async () => {
    await using cluster = await startRedisCluster();
    await using mock = await startMockGenesys({ clients: [client] });
    await asTwoPods(mock, { REDIS_URL: cluster.url, REDIS_CLUSTER: '1' });
    expect(mock.stats().totals.tokenRequests).toBe(1);
  });

  it('shares the token over TLS, trusting the given authority', async () => {
    using dir = tempDir('service-kit-tls-');
    const tls = selfSignedTls(dir.path);
    await using redis = await startRedis({ tls });
    await using mock = await startMockGenesys({ clients: [client] });
    await asTwoPods(mock, { REDIS_URL: redis.url, REDIS_CA_FILE: tls.caFile });
    expect(mock.stats().totals.tokenRequests).toBe(1);
  });

  it('keeps the token to itself where nothing is shared', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    await asTwoPods(mock, {});
    expect(mock.stats().totals.tokenRequests).toBe(2);
  });

  it('sends no more calls than the fleet may make', async () => {
    await using redis = await startRedis();
    await using mock = await startMockGenesys({ clients: [client] });
    const more = { REDIS_URL: redis.url, ONETOKEN_API_LIMIT: '3' };
    const [one, two] = [connect(mock, more), connect(mock, more)];
    const call = async ({ dispatcher }: typeof one) => {
      const at = { origin: mock.apiUrl, path: '/api/v2/routing/queues', method: 'GET' } as const;
      const { statusCode, body } = await dispatcher.request(at);
      await body.dump();
      return statusCode;
    };
    for (const pod of [one, two, one]) expect(await call(pod)).toBe(200);
    await expect(call(two)).rejects.toMatchObject({ code: 'ERR_API_BUDGET' });
    expect(mock.stats().totals).toMatchObject({ apiCalls: 3, api429: 0 });
    await Promise.all([one.close(), two.close()]);
  });

  it('names the authority file that cannot be read', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    const more = { REDIS_URL: 'rediss://127.0.0.1:1', REDIS_CA_FILE: '/no/such/file' };
    expect(() => connect(mock, more)).toThrow(
      expect.objectContaining({
        name: 'EnvironmentError',
        message: expect.stringMatching(/^REDIS_CA_FILE "\/no\/such\/file"/),
      }),
    );
  });
});
