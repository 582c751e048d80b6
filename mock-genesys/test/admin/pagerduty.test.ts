import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { CLIENT, callAdmin } from '../callers.ts';

const alert = {
  routing_key: 'sample-routing-key',
  event_action: 'trigger',
  dedup_key: 'onetoken/abc',
  payload: { summary: 'the client was revoked', source: 'wallboard', severity: 'critical' },
};

test('an alert is accepted as PagerDuty does, and listed without its routing key', async () => {
  await using mock = await startMockGenesys();
  expect(await callAdmin(mock, 'POST', '/v2/enqueue', alert)).toEqual({
    status: 202,
    body: { status: 'success', message: 'Event processed', dedup_key: 'onetoken/abc' },
  });
  const { body } = await callAdmin(mock, 'GET', '/__admin/events');
  expect(body).toMatchObject({ events: [{ dedup_key: 'onetoken/abc', payload: alert.payload }] });
  expect(JSON.stringify(body)).not.toContain(alert.routing_key);
  await callAdmin(mock, 'POST', '/__admin/reset');
  expect((await callAdmin(mock, 'GET', '/__admin/events')).body).toEqual({ events: [] });
});

test('an event that PagerDuty would refuse is refused', async () => {
  await using mock = await startMockGenesys();
  const { payload: _, ...withoutPayload } = alert;
  expect((await callAdmin(mock, 'POST', '/v2/enqueue', withoutPayload)).status).toBe(400);
  const unknown = { ...alert, event_action: 'shout' };
  expect((await callAdmin(mock, 'POST', '/v2/enqueue', unknown)).status).toBe(400);
});

test('a secret in an alert is counted as a leak of its client', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const payload = { ...alert.payload, summary: `login with ${CLIENT.secret} failed` };
  await callAdmin(mock, 'POST', '/v2/enqueue', { ...alert, payload });
  expect(mock.stats().clients[CLIENT.id]).toMatchObject({ secretLeaks: 1 });
  const { events } = (await callAdmin(mock, 'GET', '/__admin/events')).body;
  expect(events).toMatchObject([{ payload: { summary: 'login with [redacted] failed' } }]);
});

test('alerts without a key get one each, also when more come than are kept', async () => {
  await using mock = await startMockGenesys();
  const { dedup_key: _, ...keyless } = alert;
  const keys = new Set<unknown>();
  for (let i = 0; i < 3; i += 1) {
    keys.add((await callAdmin(mock, 'POST', '/v2/enqueue', keyless)).body['dedup_key']);
    await callAdmin(mock, 'DELETE', '/__admin/events');
  }
  expect(keys.size).toBe(3);
});
