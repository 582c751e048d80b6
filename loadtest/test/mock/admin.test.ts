import { startMockGenesys } from '@onetoken/mock-genesys';
import { expect, it } from 'vitest';
import { MockAdmin } from '../../src/mock/admin.ts';

const client = { id: 'lab', secret: 'not-a-real-secret', accessTokenValiditySeconds: 20 };

async function started() {
  const mock = await startMockGenesys({ allowShortLives: true });
  const admin = new MockAdmin(mock.adminUrl);
  await admin.reset([client]);
  const grant = () =>
    fetch(`${mock.loginUrl}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
  return { admin, grant, [Symbol.asyncDispose]: () => mock.close() };
}

it('reads what the mock counted, request by request', async () => {
  await using mock = await started();
  const { access_token: token } = (await (await mock.grant()).json()) as { access_token: string };
  expect(token).toBeTypeOf('string');
  const { clients, totals } = await mock.admin.stats();
  expect(clients['lab']).toMatchObject({ tokenRequests: 1, tokensIssued: 1 });
  expect(totals).toMatchObject({ tokenRequests: 1 });
  expect(await mock.admin.tokenRequests()).toMatchObject([
    { clientId: 'lab', outcome: 'issued', status: 200 },
  ]);
});

it('knows limits and lives', async () => {
  await using mock = await started();
  expect(await mock.admin.loginLimitPerMinute()).toBe(30);
  expect(await mock.admin.tokenLives()).toEqual(new Map([['lab', 20]]));
});

it('knows how far the clock of the mock is ahead, and that its own is the same here', async () => {
  await using here = await started();
  expect(await here.admin.clock()).toEqual({ kind: 'real', aheadMs: 0 });
  const tomorrow = { kind: 'manual', now: Date.now() + 86_400_000 } as const;
  await using there = await startMockGenesys({ clock: tomorrow });
  const { aheadMs } = await new MockAdmin(there.adminUrl).clock();
  expect(Math.round(aheadMs / 3_600_000)).toBe(24);
});

it('puts a fault in place, and takes it away again', async () => {
  await using mock = await started();
  const action = { kind: 'status', status: 503 };
  const remove = await mock.admin.addFault({ surface: 'login', action });
  expect((await mock.grant()).status).toBe(503);
  await remove();
  expect((await mock.grant()).status).toBe(200);
});

it('says what the mock answered when it refuses', async () => {
  await using mock = await started();
  const adding = mock.admin.addFault({ surface: 'login', action: { kind: 'no-such-fault' } });
  await expect(adding).rejects.toThrow(/^POST faults answered 400/);
});

it('lets the windows start anew, and nothing else', async () => {
  await using mock = await started();
  const all = await Promise.all(Array.from({ length: 31 }, mock.grant));
  expect(all.filter(({ status }) => status !== 200)).toHaveLength(1);
  await mock.admin.clearWindows();
  expect((await mock.grant()).status).toBe(200);
  expect((await mock.admin.stats()).totals).toMatchObject({ tokenRequests: 32, throttled: 1 });
});
