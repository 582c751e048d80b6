import { findSecrets, freePort } from '@onetoken/test-kit';
import { expect, it, test } from 'vitest';
import { startServer } from '../support/http-server.ts';
import { diagnose, environmentOf, QUEUES, startGenesys } from './doctor.ts';

test.each([
  [401, { outcome: 'failed', message: expect.stringContaining('refuses a token') }, 1],
  [404, { outcome: 'failed', message: expect.stringContaining('no API of Genesys Cloud') }, 1],
  [429, { outcome: 'unknown' }, 2],
  [503, { outcome: 'failed', cause: 'unavailable' }, 69],
] as const)('understands HTTP %i of /api/v2/tokens/me', async (status, check, code) => {
  await using mock = await startGenesys();
  await using api = await startServer((_, response) => response.writeHead(status).end());
  const environment = environmentOf({ loginUrl: mock.loginUrl, apiUrl: api.url });
  const { checks, of, exitCode } = await diagnose(environment);
  expect(api.seen).toMatchObject([{ method: 'HEAD', path: '/api/v2/tokens/me' }]);
  const token = String(api.seen[0]?.headers.authorization).replace('Bearer ', '');
  expect(token).toHaveLength(86);
  expect(findSecrets(JSON.stringify(checks), { token })).toEqual([]);
  expect(of('token')).toMatchObject(check);
  expect(exitCode).toBe(code);
});

it('tells an API that is away', async () => {
  await using mock = await startGenesys();
  const apiUrl = `http://127.0.0.1:${await freePort()}`;
  const { of, exitCode } = await diagnose(environmentOf({ loginUrl: mock.loginUrl, apiUrl }));
  expect(of('token')).toMatchObject({ outcome: 'failed', cause: 'unavailable' });
  expect(exitCode).toBe(69);
});

test.each([
  ['exactly what is required', [QUEUES], false, 'ok', 0],
  ['less', [], false, 'failed', 1],
  ['more', [QUEUES, 'oauth:client:view'], false, 'warn', 0],
  ['more, and strict', [QUEUES, 'oauth:client:view'], true, 'failed', 1],
  ['everything', ['*'], false, 'warn', 0],
  ['everything, and strict', ['*'], true, 'failed', 1],
])('compares permissions: %s', async (_, permissions, strictPermissions, outcome, code) => {
  await using mock = await startGenesys(permissions);
  const demand = { requiredPermissions: [QUEUES], strictPermissions };
  const { of, exitCode } = await diagnose(environmentOf(mock), demand);
  expect(of('permissions')?.outcome).toBe(outcome);
  expect(exitCode).toBe(code);
});

it('asks for no permissions when none are required', async () => {
  await using mock = await startGenesys();
  const { of } = await diagnose(environmentOf(mock));
  expect(of('permissions')).toBeUndefined();
});
