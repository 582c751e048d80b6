import { startMockGenesys } from '@onetoken/mock-genesys';
import { connectGenesys, createLogger } from '@onetoken/service-kit';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createBareApi } from '../src/bare-api.ts';
import { NoTokenError } from '../src/genesys-api.ts';
import { queueObservationsPath, queueQuery } from '../src/queue-query.ts';
import { wallboardSettings } from '../src/settings.ts';
import { client, environmentFor } from './environment.ts';

const post = [queueObservationsPath, queueQuery(['queue-1'])] as const;

async function start(limit: number) {
  const mock = await startMockGenesys({
    clients: [client],
    limits: { loginPerClient: limit },
    login: { throttleForm: '429' },
  });
  const settings = wallboardSettings(environmentFor(mock));
  const log = createLogger('test', 'silent');
  const genesys = connectGenesys(settings, { service: 'test', log, registry: new Registry() });
  const api = createBareApi(genesys, settings);
  return { mock, api, [Symbol.asyncDispose]: () => mock.close() };
}

describe('the bare API, the bad example', () => {
  it('asks for a token before each call, and for none before the first', async () => {
    await using running = await start(30);
    const { mock, api } = running;
    api.warmUp();
    expect(api.ready).toBe(true);
    expect(mock.stats().totals.tokenRequests).toBe(0);
    for (let call = 0; call < 3; call += 1)
      expect(await api.post(...post)).toMatchObject({ status: 200 });
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 3, apiOk: 3, earlyDuplicates: 2 });
  });

  it('fails the call when it is throttled, and does not try again', async () => {
    await using running = await start(1);
    const { mock, api } = running;
    await api.post(...post);
    const refused = api.post(...post);
    await expect(refused).rejects.toBeInstanceOf(NoTokenError);
    await expect(refused).rejects.toMatchObject({ retryAfter: expect.stringMatching(/^\d+$/) });
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 2, throttled: 1, apiCalls: 1 });
  });
});
