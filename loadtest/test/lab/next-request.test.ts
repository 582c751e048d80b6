import { startMockGenesys } from '@onetoken/mock-genesys';
import { expect, it } from 'vitest';
import { holdNextRequest } from '../../src/lab/next-request.ts';
import { MockAdmin } from '../../src/mock/admin.ts';

const client = { id: 'lab', secret: 'not-a-real-secret' };

async function started() {
  const mock = await startMockGenesys({ clients: [client] });
  const admin = new MockAdmin(mock.adminUrl);
  const grant = async () => {
    const answer = await fetch(`${mock.loginUrl}/oauth/token?grant_type=client_credentials`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    });
    return answer.status;
  };
  const faults = async () => {
    const answer = await fetch(`${mock.adminUrl}/__admin/faults`);
    return ((await answer.json()) as { faults: unknown[] }).faults;
  };
  return { admin, grant, faults, [Symbol.asyncDispose]: () => mock.close() };
}

it('keeps the answer to the next token request back until it is let go', async () => {
  await using mock = await started();
  expect(await mock.grant()).toBe(200);
  const holding = holdNextRequest(mock.admin, new AbortController().signal);
  await expect.poll(mock.faults).toHaveLength(1);
  const asking = mock.grant();
  const release = await holding;
  expect((await mock.admin.stats()).totals).toMatchObject({ tokenRequests: 2, tokensIssued: 1 });
  await release?.();
  expect([await asking, await mock.grant()]).toEqual([200, 200]);
});

it('gives up, and leaves the login as it was, when nobody asks in time', async () => {
  await using mock = await started();
  expect(await holdNextRequest(mock.admin, AbortSignal.timeout(60))).toBeUndefined();
  expect(await mock.faults()).toEqual([]);
});
