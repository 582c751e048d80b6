import { expect, test as plain } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { describeViolations, testWithGenesys } from '../../src/vitest/index.ts';
import { CLIENT, requestToken } from '../callers.ts';

const test = testWithGenesys({ maxTokenRequests: 1 }, { clients: [CLIENT] });

test('the fixture is a fresh mock', async ({ genesys }) => {
  expect(genesys.stats().totals.tokenRequests).toBe(0);
  expect((await requestToken(genesys)).status).toBe(200);
});

test.fails('a test fails when its requests break the rules', async ({ genesys }) => {
  await requestToken(genesys);
  await requestToken(genesys);
});

plain('the failure names the broken rule and shows the journal without secrets', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const { access_token } = (await (await requestToken(mock)).json()) as { access_token: string };
  await requestToken(mock, { ...CLIENT, secret: 'wrong-secret' });
  const { violations } = mock.verify({ maxTokenRequests: 1, each: { maxRejected: 0 } });
  const text = describeViolations(violations, mock.requests());
  expect(text).toContain('maxTokenRequests: 1 allowed, 2 counted');
  expect(text).toContain('maxRejected: 0 allowed, 1 counted (client client-1)');
  expect(text).toMatch(/POST \/oauth\/token → 401 refused \(wrongSecret\)/);
  for (const secret of [access_token, CLIENT.secret, 'wrong-secret']) {
    expect(text).not.toContain(secret);
  }
});
