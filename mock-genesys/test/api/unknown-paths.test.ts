import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../callers.ts';

test.each([
  ['a misspelt login', 'POST', '/oauth/tokens'],
  ['a login by GET', 'GET', '/oauth/token'],
  ['a base URL with a path too many', 'GET', '/api/api/v2/users'],
])('%s is refused and is in the journal', async (_name, method, path) => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const answer = await callApi(mock, path, undefined, { method });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'not.found', status: 404 });
  expect(mock.requests()).toMatchObject([{ path, status: 404, reason: 'unknown route' }]);
  expect(mock.stats().totals).toMatchObject({ tokenRequests: 0, apiCalls: 1 });
});

test('it is told whose token a request to an unknown path carried, and its body does not matter', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: '{ no JSON' };
  expect((await callApi(mock, '/users', await tokenOf(mock), init)).status).toBe(404);
  expect(mock.stats().clients[CLIENT.id]).toMatchObject({ apiCalls: 1 });
});
