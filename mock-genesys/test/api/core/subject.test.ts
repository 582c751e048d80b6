import { expect, test } from 'vitest';
import { startMockGenesys } from '../../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../../callers.ts';

test.each([
  ['routing:queue:view', { domain: 'routing', entityName: 'queue', actions: ['view'] }],
  ['routing:*', { domain: 'routing', entityName: '*', actions: ['*'] }],
  ['*', { domain: '*', entityName: '*', actions: ['*'] }],
])('tells a client with the permission %s of the policy that grants it', async (one, policy) => {
  await using mock = await startMockGenesys({ clients: [{ ...CLIENT, permissions: [one] }] });
  const answer = await callApi(mock, '/api/v2/authorization/subjects/me', await tokenOf(mock));
  expect(await answer.json()).toMatchObject({
    id: CLIENT.id,
    grants: [{ subjectId: CLIENT.id, role: { policies: [policy] } }],
  });
});
