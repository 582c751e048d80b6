import { request } from 'undici';
import { expect, it } from 'vitest';
import { connectGenesysSdk } from '../../src/index.ts';
import { CLIENT, startGenesys } from '../genesys.ts';

/** As much of the official SDK's ApiClient as the adapter touches; the example runs the real one. */
function sdkAt(apiUrl: string) {
  let accessToken = '';
  return {
    setAccessToken: (token: string) => {
      accessToken = token;
    },
    accessToken: () => accessToken,
    getQueues: async (path = '/api/v2/routing/queues') => {
      const headers = { authorization: `Bearer ${accessToken}` };
      const { statusCode, body } = await request(`${apiUrl}${path}`, { headers });
      if (statusCode !== 200) throw { status: statusCode, body: await body.text() };
      return (await body.json()) as { entities: unknown[] };
    },
  };
}

it('keeps the token of the SDK current', async () => {
  await using genesys = await startGenesys();
  const sdk = sdkAt(genesys.mock.apiUrl);
  using connection = connectGenesysSdk(sdk, genesys.provider);
  expect((await connection.call(() => sdk.getQueues())).entities).toBeInstanceOf(Array);
  expect(sdk.accessToken()).toBe(genesys.provider.peek());
});

it('repeats a call once with a new token after a 401', async () => {
  await using genesys = await startGenesys();
  const sdk = sdkAt(genesys.mock.apiUrl);
  using connection = connectGenesysSdk(sdk, genesys.provider);
  await connection.call(() => sdk.getQueues());
  genesys.mock.revoke({ clientId: CLIENT.clientId });
  await connection.call(() => sdk.getQueues());
  expect(genesys.tokenRequests()).toBe(2);
});

it('passes every other failure on', async () => {
  await using genesys = await startGenesys();
  const sdk = sdkAt(genesys.mock.apiUrl);
  using connection = connectGenesysSdk(sdk, genesys.provider);
  const call = connection.call(() => sdk.getQueues('/api/v2/no/such/thing'));
  await expect(call).rejects.toMatchObject({ status: 404 });
  expect(genesys.tokenRequests()).toBe(1);
});
