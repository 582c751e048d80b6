import { inspect } from 'node:util';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { findSecrets } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { PermissionsError, PermissionsUnknownError } from '../../src/errors/index.ts';
import { checkPermissions, createTokenProvider } from '../../src/index.ts';
import { CLIENT } from '../genesys.ts';

const QUEUES = 'routing:queue:view';

async function clientWith(...permissions: string[]) {
  const client = { id: CLIENT.clientId, secret: CLIENT.clientSecret, permissions };
  const mock = await startMockGenesys({ clients: [client] });
  const endpoints = { login: mock.loginUrl, api: mock.apiUrl };
  const provider = createTokenProvider({ endpoints, ...CLIENT });
  const dispose = async (): Promise<void> => {
    await provider.close();
    await mock.close();
  };
  return { mock, provider, [Symbol.asyncDispose]: dispose };
}

it('passes a client that may do what it has to', async () => {
  await using client = await clientWith(QUEUES);
  const report = await checkPermissions(client.provider, { requiredPermissions: [QUEUES] });
  expect(report).toEqual({ verdict: 'ok', missing: [], broader: [] });
});

it('rejects a client that lacks a permission, and names it', async () => {
  await using client = await clientWith(QUEUES);
  const requiredPermissions = [QUEUES, 'oauth:client:view'];
  const error = await checkPermissions(client.provider, { requiredPermissions }).catch((it) => it);
  expect(error).toBeInstanceOf(PermissionsError);
  expect(error).toMatchObject({ code: 'ERR_PERMISSIONS', missing: ['oauth:client:view'] });
  expect(error.message).toContain('lacks oauth:client:view');
});

it.each(['*', 'routing:*', 'oauth:client:view'])(
  'tells of a client that may do more (%s), and rejects it when strict',
  async (more) => {
    await using client = await clientWith(QUEUES, more);
    const options = { requiredPermissions: [QUEUES] };
    expect(await checkPermissions(client.provider, options)).toMatchObject({ verdict: 'broad' });
    await expect(
      checkPermissions(client.provider, { ...options, strictPermissions: true }),
    ).rejects.toBeInstanceOf(PermissionsError);
  },
);

it('asks nobody when the option is wrong', async () => {
  await using client = await clientWith('*');
  await expect(
    checkPermissions(client.provider, { requiredPermissions: ['*'] }),
  ).rejects.toBeInstanceOf(TypeError);
  expect(client.mock.stats().totals).toMatchObject({ tokenRequests: 0, apiCalls: 0 });
});

it('concludes nothing from an API that does not tell, and quotes no token', async () => {
  await using client = await clientWith(QUEUES);
  const token = await client.provider.getAccessToken();
  await client.mock.close();
  const error = await checkPermissions(client.provider, { requiredPermissions: [QUEUES] }).catch(
    (it) => it,
  );
  expect(error).toBeInstanceOf(PermissionsUnknownError);
  expect(error).toMatchObject({ code: 'ERR_PERMISSIONS_UNKNOWN', reason: 'network error' });
  expect(findSecrets(inspect(error, { depth: 9 }), { token, ...CLIENT })).toEqual([]);
});
