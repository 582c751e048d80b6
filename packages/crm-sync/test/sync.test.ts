import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createLogger, type GenesysConnection } from '@onetoken/service-kit';
import { Registry } from 'prom-client';
import { Agent } from 'undici';
import { expect, it } from 'vitest';
import { openDatabase } from '../src/database/open.ts';
import { createSyncMetrics } from '../src/metrics.ts';
import { syncSettings } from '../src/settings.ts';
import { createSync } from '../src/sync.ts';

const HOUR = 3_600_000;

/** An API with one user, whose clock shows `date`, and the ends of the intervals that it was asked for. */
async function startApi(date: Date) {
  const asked: Date[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const { interval } = (await json(request)) as { interval: string };
      asked.push(new Date(interval.split('/')[1] ?? ''));
    }
    const user = String.raw`{"id":"u","name":"cut \ud83d"}`;
    const entities = request.url?.startsWith('/api/v2/users') ? user : '';
    response.setHeader('date', date.toUTCString());
    response.end(`{"entities":[${entities}],"pageCount":1,"conversations":[]}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, [Symbol.asyncDispose]: async () => void server.close() };
}

it('asks for nothing that is yet to come by the clock of the API, however fast its own is', async () => {
  const present = new Date(Date.now() - HOUR);
  await using api = await startApi(present);
  const dispatcher = new Agent();
  const database = await openDatabase('sqlite::memory:', () => undefined);
  const pass = createSync({
    settings: syncSettings({
      GENESYSCLOUD_REGION: 'mypurecloud.ie',
      GENESYSCLOUD_OAUTHCLIENT_ID: 'client',
      GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret-not-real',
      SYNC_START: new Date(present.getTime() - 3 * HOUR).toISOString(),
      SYNC_LAG_MINUTES: '2',
    }),
    database,
    genesys: {
      provider: { endpoints: { api: api.url } },
      dispatcher,
    } as unknown as GenesysConnection,
    metrics: createSyncMetrics(new Registry()),
    progress: { step: () => undefined, end: () => undefined },
    log: createLogger('test', 'silent'),
    signal: new AbortController().signal,
  });
  expect(await pass()).toMatchObject({ complete: true, changed: { users: 1 } });
  const latest = api.asked.at(-1)?.getTime() ?? 0;
  expect(latest).toBeLessThanOrEqual(present.getTime() - 2 * 60_000);
  expect(latest).toBeGreaterThan(present.getTime() - HOUR);
  const read = database.transaction((transaction) => transaction.all('SELECT name FROM users'));
  expect(await read).toEqual([expect.objectContaining({ name: 'cut \uFFFD' })]);
  await Promise.all([database.close(), dispatcher.close()]);
});
