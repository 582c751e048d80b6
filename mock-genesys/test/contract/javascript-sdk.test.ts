import sdk from 'purecloud-platform-client-v2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MockGenesys, startMockGenesys } from '../../src/index.ts';
import { CLIENT } from '../callers.ts';

type ApiClient = typeof sdk.ApiClient;
/** `sdk.ApiClient` is a shared instance; the class is exported, too, but not declared. */
const { ApiClientClass } = sdk as unknown as { ApiClientClass: new () => ApiClient };

let mock: MockGenesys;
beforeEach(async () => {
  mock = await startMockGenesys({ clients: [CLIENT], limits: { apiPerToken: 3 } });
});
afterEach(() => mock.close());

/** The official SDK, pointed at the mock by its own gateway setting. */
function connect(): ApiClient {
  const client = new ApiClientClass();
  const { hostname, port } = new URL(mock.loginUrl);
  client.setGateway({
    host: hostname,
    protocol: 'http',
    port: Number(port),
    path_params_login: '/login',
    path_params_api: '',
  });
  return client;
}

const login = (client: ApiClient, secret: string = CLIENT.secret): Promise<unknown> =>
  client.loginClientCredentialsGrant(CLIENT.id, secret);

test('the official JavaScript SDK logs in, lists users and queues, and observes queues', async () => {
  const client = connect();
  await login(client);
  const users = await new sdk.UsersApi(client).getUsers({ pageSize: 5 });
  expect(users.entities).toHaveLength(5);
  const queues = await new sdk.RoutingApi(client).getRoutingQueues({});
  expect(queues.entities?.length).toBe(queues.total);
  const value = queues.entities?.[0]?.id ?? '';
  const observed = await new sdk.AnalyticsApi(client).postAnalyticsQueuesObservationsQuery({
    filter: { type: 'or', predicates: [{ dimension: 'queueId', value }] },
    metrics: ['oWaiting'],
  });
  expect(observed.results).toMatchObject([
    { group: { queueId: value, mediaType: 'voice' }, data: [{ metric: 'oWaiting' }] },
  ]);
  expect(mock.verify({ maxTokenRequests: 1, minApiOk: 3, maxApi401: 0 })).toMatchObject({
    passed: true,
  });
});

test('it does not ask for a new token after a 401: the caller meets it', async () => {
  const client = connect();
  await login(client);
  mock.revoke({ clientId: CLIENT.id });
  await expect(new sdk.UsersApi(client).getUsers()).rejects.toMatchObject({
    status: 401,
    code: 'bad.credentials',
  });
  expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, api401: 1 });
});

test('it does not retry a 429: the caller meets it', async () => {
  const client = connect();
  await login(client);
  const users = new sdk.UsersApi(client);
  for (let i = 0; i < 3; i += 1) await users.getUsers();
  await expect(users.getUsers()).rejects.toMatchObject({
    status: 429,
    code: 'too.many.requests.retry.after',
  });
  expect(mock.stats().totals).toMatchObject({ apiCalls: 4, api429: 1 });
});

test('it reads how near the calls of a token came to their limit', async () => {
  const client = connect();
  await login(client);
  for (let i = 0; i < 3; i += 1) await new sdk.UsersApi(client).getUsers();
  const other = connect();
  await login(other);
  const minute = 60_000;
  const [from, to] = [Date.now() - minute, Date.now() + minute].map((ms) =>
    new Date(ms).toISOString(),
  );
  const { results } = await new sdk.AnalyticsApi(other).postAnalyticsRatelimitsAggregatesQuery({
    interval: `${from}/${to}`,
    groupBy: ['limitName', 'max'],
    metrics: ['oRateLimitRecorded'],
  });
  expect(results).toMatchObject([
    {
      group: { limitName: 'client.credentials.token.rate.per.minute', max: '3' },
      data: [{ metrics: [{ metric: 'oRateLimitRecorded', stats: { count: 1, max: 3 } }] }],
    },
  ]);
});

test('a wrong secret is refused as the SDK expects it', async () => {
  await expect(login(connect(), 'wrong-secret')).rejects.toMatchObject({
    status: 401,
    response: { data: { error: 'invalid_client' } },
  });
});
