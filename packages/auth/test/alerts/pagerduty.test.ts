import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { expect, it } from 'vitest';
import { type FatalEvent, pagerDutyAlert } from '../../src/index.ts';

const routingKey = 'routing-key-not-real-000000000000';
const event: FatalEvent = {
  type: 'fatal',
  scope: 'scope',
  code: 'ERR_TOKEN_REJECTED',
  message: 'The API refuses a token that the login has just issued',
  alert: true,
  dedupKey: 'onetoken-scope',
};

async function pagerDutyAnswering(...statuses: number[]) {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push((await request.toArray()).join(''));
    response.writeHead(statuses[bodies.length - 1] ?? 202).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v2/enqueue`, bodies, close: () => server.close() };
}

const clock = { now: () => 0, sleep: async () => undefined };

it('goes to PagerDuty with the key that the fleet has in common', async () => {
  await using mock = await startMockGenesys();
  const alert = pagerDutyAlert({
    routingKey,
    url: `${mock.adminUrl}/v2/enqueue`,
    component: 'wallboard',
  });
  expect(await alert(event)).toEqual({ kind: 'raised' });
  const events = await (await fetch(`${mock.adminUrl}/__admin/events`)).text();
  expect(events).toContain('"dedup_key":"onetoken-scope"');
  expect(events).toContain('"severity":"critical"');
});

it('is left to the process of the fleet that was told to', async () => {
  const pagerDuty = await pagerDutyAnswering();
  const alert = pagerDutyAlert({ routingKey, url: pagerDuty.url });
  expect(await alert({ ...event, alert: false })).toEqual({ kind: 'left-to-another' });
  expect(pagerDuty.bodies).toHaveLength(0);
  pagerDuty.close();
});

it.each([
  [[500, 429, 202], 3, { kind: 'raised' }],
  [[503, 503, 503, 503, 429, 202], 6, { kind: 'raised' }],
  [Array(9).fill(503), 6, { kind: 'failed', reason: 'HTTP 503' }],
  [[400], 1, { kind: 'failed', reason: 'HTTP 400' }],
])('meets the answers %j with %i requests', async (statuses, requests, outcome) => {
  const pagerDuty = await pagerDutyAnswering(...statuses);
  const alert = pagerDutyAlert({ routingKey, url: pagerDuty.url, clock });
  expect(await alert(event)).toEqual(outcome);
  expect(pagerDuty.bodies).toHaveLength(requests);
  pagerDuty.close();
});

it('never rejects, so that a service can stop although PagerDuty is away', async () => {
  const alert = pagerDutyAlert({ routingKey, url: 'http://127.0.0.1:9/v2/enqueue', clock });
  expect(await alert(event)).toMatchObject({ kind: 'failed', reason: 'ECONNREFUSED' });
});
