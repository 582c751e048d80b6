import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';

/** `fetch` sets these headers itself; node:http lets a test be the browser. */
function send(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject);
    sent.end();
  });
}

test.each([
  ['localhost:8081', 200],
  ['127.0.0.1', 200],
  ['[::1]:8081', 200],
  ['mock.localhost', 200],
  ['rebound.example.com:8081', 403],
  ['127.0.0.1.example.com', 403],
  ['localhost.example.com', 403],
])('on loopback, a request for the name %s is answered %i', async (host, status) => {
  await using mock = await startMockGenesys();
  expect(await send(`${mock.adminUrl}/__admin/stats`, { host })).toBe(status);
});

test('beyond loopback any name is fine: a service has the one its cluster gives it', async () => {
  await using mock = await startMockGenesys({ host: '0.0.0.0' });
  const url = `${mock.adminUrl}/__admin/stats`;
  expect(await send(url, { host: 'mock-genesys.onetoken.svc:8081' })).toBe(200);
});

const site = (value: string, mode = 'cors') => ({
  'sec-fetch-site': value,
  'sec-fetch-mode': mode,
});
test.each([
  ['a page of another site', site('cross-site', 'no-cors'), 'POST', 403],
  ['a form of another site', site('cross-site', 'navigate'), 'POST', 403],
  ['a link on another site', site('cross-site', 'navigate'), 'GET', 200],
  ['the own page', site('same-origin'), 'POST', 200],
  ['a tool', {}, 'POST', 200],
  ['an old browser, from another site', { origin: 'https://example.com' }, 'POST', 403],
  ['an old browser, from a sandbox', { origin: 'null' }, 'POST', 403],
  ['an old browser, from the own page', { origin: 'http://127.0.0.1:1' }, 'POST', 200],
])('%s (%o, %s) is answered %i', async (_name, headers, method, status) => {
  await using mock = await startMockGenesys();
  const url = `${mock.adminUrl}/__admin/${method === 'GET' ? '' : 'reset'}`;
  expect(await send(url, { ...headers, host: '127.0.0.1:1' }, method)).toBe(status);
});
