import { fileURLToPath } from 'node:url';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { startRedis, startService } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { client, environmentFor } from './environment.ts';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));

describe('a fleet whose client is put out of service', () => {
  it('raises one alert, and every pod that meets it stops in order and says why', async () => {
    await using redis = await startRedis();
    await using mock = await startMockGenesys({ clients: [client] });
    const env = environmentFor(mock, {
      REDIS_URL: redis.url,
      PAGERDUTY_ROUTING_KEY: 'routing-key-not-real-000000000000',
      PAGERDUTY_EVENTS_URL: `${mock.adminUrl}/v2/enqueue`,
    });
    await using one = await startService({ script, env });
    await using two = await startService({ script, env });
    const pods = [one, two];
    const call = ({ ready }: (typeof pods)[0]) => fetch(`${ready['url']}/api/queues`);
    for (const pod of pods) expect((await call(pod)).status).toBe(200);

    await fetch(`${mock.adminUrl}/__admin/clients/${client.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: client.secret, state: 'disabled' }),
    });
    for (const pod of pods) expect((await call(pod)).status).toBeGreaterThanOrEqual(500);

    expect(await Promise.all(pods.map(({ exited }) => exited))).toEqual([1, 1]);
    const answer = await fetch(`${mock.adminUrl}/__admin/events`);
    const { events } = (await answer.json()) as { events: object[] };
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).toContain('client out of service');
    for (const pod of pods) {
      const { stderr } = pod.output();
      expect(stderr).toContain('token: fatal');
      expect(stderr).toContain('"msg":"stopping"');
    }
  });

  it('keeps running when the API refuses one endpoint only', async () => {
    await using mock = await startMockGenesys({ clients: [{ ...client, permissions: [] }] });
    await using pod = await startService({ script, env: environmentFor(mock) });
    const answer = await fetch(`${pod.ready['url']}/api/queues`);
    expect(answer.status).toBe(502);
    expect((await fetch(`${pod.ready['url']}/healthz`)).status).toBe(200);
    expect(mock.stats().totals).toMatchObject({ api403: 1, tokenRequests: 1 });
  });
});
