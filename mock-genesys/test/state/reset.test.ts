import { expect, test } from 'vitest';
import { parseOptions } from '../../src/config/parse-options.ts';
import {
  ConfigurationError,
  type MockGenesys,
  type MockOptions,
  startMockGenesys,
} from '../../src/index.ts';
import { resetWorld } from '../../src/state/reset.ts';
import { createWorld, type World, type WorldBase } from '../../src/state/world.ts';
import { CLIENT, callAdmin, callApi, requestToken, tokenOf } from '../callers.ts';
import { adminRoutes, emulatedRoutes } from '../route-list.ts';

const NOW = 1_700_000_000_000;
const SPARE = { id: 'spare', secret: 'sample-secret-2' };
const OPTIONS: MockOptions = {
  clients: [CLIENT, { ...SPARE, state: 'inactive' }],
  clock: { kind: 'manual', now: NOW },
  limits: { apiPerToken: null },
  api: { legacyRateHeaders: true },
  faults: [{ surface: 'login', skip: 1_000, action: { kind: 'latency', ms: 1 } }],
};

/** Stays the same object from start to close; everything else in the world is made new. */
const BASE: Readonly<Record<keyof WorldBase, true>> = {
  settings: true,
  clock: true,
  regions: true,
  correlationIds: true,
  organisation: true,
};

/** The answer that shows a piece of the world. Caches show in none: they change no answer. */
const SHOWN_BY: Readonly<
  Record<
    Exclude<keyof World, keyof WorldBase | 'activity' | 'observations' | 'queuePages'> | 'clock',
    string
  >
> = {
  clock: 'GET /__admin/clock',
  clients: 'GET /__admin/clients',
  limits: 'GET /__admin/limits',
  tokens: 'an earlier token',
  limiter: 'API calls counted',
  journal: 'GET /__admin/stats',
  faults: 'GET /__admin/faults',
  alerts: 'GET /__admin/events',
  channels: 'GET /api/v2/notifications/channels',
  idleTimeout: 'GET /api/v2/tokens/timeout',
};

const fault = { surface: 'api', skip: 1_000, action: { kind: 'latency', ms: 1 } };
const filter = { type: 'or', predicates: [{ dimension: 'queueId', value: 'q' }] };
const observe = { filter, metrics: ['oWaiting'] };
const interval = '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z';
const client = { name: 'new', authorizedGrantType: 'CLIENT-CREDENTIALS' };
const alert = {
  routing_key: 'k',
  event_action: 'trigger',
  payload: { summary: 's', source: 's', severity: 'info' },
};

type Use = readonly [route: string, body?: unknown, path?: string];
/** Every admin route that may change something; what takes away comes first. */
const ADMIN_USES: readonly Use[] = [
  ['POST /__admin/reset'],
  ['DELETE /__admin/requests'],
  ['DELETE /__admin/events'],
  ['POST /__admin/faults', fault],
  ['DELETE /__admin/faults/:id', undefined, '/__admin/faults/fault-1'],
  ['DELETE /__admin/faults'],
  ['POST /__admin/faults', fault],
  ['PUT /__admin/limits', { apiPerClient: 2_000, apiPerResource: { 'GET /a': 1 } }],
  ['PUT /__admin/clock', { kind: 'manual', now: NOW + 1 }],
  ['POST /__admin/clock/advance', { ms: 60_000 }],
  ['PUT /__admin/clients', { clients: [CLIENT, SPARE, { id: 'other', secret: 'sample-3' }] }],
  ['PUT /__admin/clients/:id', { secret: 'sample-secret-4' }, '/__admin/clients/fourth'],
  ['POST /__admin/clients/:id/rotate-secret', undefined, '/__admin/clients/other/rotate-secret'],
  ['DELETE /__admin/clients/:id', undefined, '/__admin/clients/fourth'],
  ['POST /__admin/tokens/revoke', { clientId: 'other' }],
  ['POST /__admin/verify', { minApiCalls: 0 }],
  ['POST /v2/enqueue', alert],
];
const spare = `/api/v2/oauth/clients/${SPARE.id}`;
/** Every route of the API that may change something. */
const API_USES: readonly Use[] = [
  ['PUT /api/v2/tokens/timeout', { idleTokenTimeoutSeconds: 300, enableIdleTokenTimeout: true }],
  ['DELETE /api/v2/tokens/:userId', undefined, '/api/v2/tokens/some-user'],
  ['POST /api/v2/oauth/clients', client],
  ['POST /api/v2/oauth/clients/:clientId/secret', undefined, `${spare}/secret`],
  ['PUT /api/v2/oauth/clients/:clientId', { ...client, state: 'inactive' }, spare],
  ['DELETE /api/v2/oauth/clients/:clientId', undefined, spare],
  [
    'POST /api/v2/oauth/clients/:clientId/usage/query',
    { interval },
    `/api/v2/oauth/clients/${CLIENT.id}/usage/query`,
  ],
  ['POST /api/v2/analytics/queues/observations/query', observe],
  ['POST /api/v2/analytics/users/observations/query', observe],
  ['POST /api/v2/analytics/conversations/aggregates/query', { interval, metrics: ['nOffered'] }],
  ['POST /api/v2/analytics/conversations/details/query', { interval }],
  [
    'POST /api/v2/analytics/ratelimits/aggregates/query',
    { interval, metrics: ['oRateLimitRecorded'] },
  ],
  ['POST /api/v2/notifications/channels', {}],
];
const LOGINS = ['POST /oauth/token', 'POST /login/oauth/token'];

const isChange = (route: string): boolean => !/^(GET|HEAD) /.test(route);

/** Uses every route that may change something, and returns a token that is still alive. */
async function useEverything(mock: MockGenesys): Promise<string> {
  for (const [route, json, path] of ADMIN_USES) {
    const [method = '', url = ''] = route.split(' ');
    const { status } = await callAdmin(mock, method, path ?? url, json);
    expect(status, route).toBeLessThan(300);
  }
  const gateway = { ...mock, loginUrl: `${mock.loginUrl}/login` };
  const [token, ended] = [await tokenOf(mock), await tokenOf(gateway)];
  for (const [route, json, path] of API_USES) {
    const [method = '', url = ''] = route.split(' ');
    const { status } = await callApi(mock, path ?? url, token, { method, json });
    expect(status, route).toBeLessThan(300);
  }
  const end = await callApi(mock, '/api/v2/tokens/me', ended, { method: 'DELETE' });
  expect(end.status).toBe(200);
  return token;
}

/** Text without what is random in it. */
function comparable(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(id)')
    .replace(/"token":"[0-9a-f]{8}"/g, '"token":"(token)"');
}

/** What the mock shows of itself: the answer of every GET route. */
async function shown(mock: MockGenesys, earlierToken: string): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  const token = await tokenOf(mock);
  const counted = await callApi(mock, '/api/v2/users', token);
  answers['API calls counted'] = counted.headers.get('inin-ratelimit-count');
  answers['an earlier token'] = (await callApi(mock, '/api/v2/users', earlierToken)).status;
  const gets = [...(await emulatedRoutes()).keys(), ...(await adminRoutes()).keys()].filter(
    // The documents describe the code, and take long to make.
    (route) => route.startsWith('GET ') && !route.includes('/openapi/'),
  );
  for (const route of gets) {
    const path = route.slice('GET '.length).replace(/:\w+/g, CLIENT.id);
    const isApi = path.startsWith('/api/');
    const answer = isApi
      ? await callApi(mock, path, token)
      : await fetch(`${mock.adminUrl}${path}`, { redirect: 'manual' });
    answers[route] = [answer.status, comparable(await answer.text())];
  }
  return answers;
}

test('a reset to the start makes a used mock answer as a new one', async () => {
  await using used = await startMockGenesys(OPTIONS);
  await using fresh = await startMockGenesys(OPTIONS);
  const token = await useEverything(used);
  const before = await shown(used, token);
  expect((await callAdmin(used, 'POST', '/__admin/reset?to=start')).status).toBe(200);
  const [after, expected] = [await shown(used, token), await shown(fresh, token)];
  expect(after).toEqual(expected);
  for (const [piece, answer] of Object.entries(SHOWN_BY)) {
    expect(expected[answer], `${answer} is asked`).toBeDefined();
    expect(before[answer], `${piece} was used above, and ${answer} shows it`).not.toEqual(
      expected[answer],
    );
  }
});

test('every route that may change something is used above', async () => {
  const routes = [...(await emulatedRoutes()).keys(), ...(await adminRoutes()).keys()];
  const used = [...ADMIN_USES, ...API_USES].map(([route]) => route);
  const all = new Set([...used, ...LOGINS, 'DELETE /api/v2/tokens/me']);
  expect(routes.filter(isChange).filter((route) => !all.has(route))).toEqual([]);
});

test('a reset to the start replaces each piece of the world but the base', () => {
  const world = createWorld(parseOptions({ clients: [CLIENT] }));
  const settings = structuredClone(world.settings);
  world.limits = { ...world.limits, loginPerClient: null };
  const before = { ...world };
  resetWorld(world, { to: 'start' });
  const kept = Object.entries(world).filter(
    ([name, piece]) => piece === before[name as keyof World],
  );
  expect(kept.map(([name]) => name).sort()).toEqual(Object.keys(BASE).sort());
  expect(world.settings).toEqual(settings);
  expect(world.limits).toEqual(settings.limits);
});

test('a plain reset keeps clients, limits and the clock, and forgets all else', async () => {
  await using mock = await startMockGenesys(OPTIONS);
  const token = await useEverything(mock);
  const before = await shown(mock, token);
  mock.reset();
  const after = await shown(mock, token);
  for (const [piece, answer] of Object.entries(SHOWN_BY)) {
    if (['clock', 'clients', 'limits'].includes(piece)) {
      expect(after[answer], piece).toEqual(before[answer]);
    } else {
      expect(after[answer], piece).not.toEqual(before[answer]);
    }
  }
  expect(after['GET /__admin/faults']).toEqual([200, '{"faults":[]}']);
  expect(after['GET /api/v2/notifications/channels']).toEqual([200, '{"entities":[]}']);
});

test('after a reset there is room for as many tokens again', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], tokenCapacity: 2 });
  const forgotten = async (): Promise<string | undefined> =>
    /tokens_forgotten_total (\d+)/.exec(
      await (await fetch(`${mock.adminUrl}/metrics`)).text(),
    )?.[1];
  for (let i = 0; i < 3; i += 1) await tokenOf(mock);
  expect(await forgotten()).toBe('1');
  mock.reset();
  const tokens = [await tokenOf(mock), await tokenOf(mock)];
  for (const token of tokens) {
    expect((await callApi(mock, '/api/v2/tokens/me', token)).status).toBe(200);
  }
  expect(await forgotten()).toBe('0');
});

test('the clock is the same object after a reset to the start, and wakes who sleeps', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], clock: { kind: 'manual' } });
  const { clock } = mock;
  mock.addFault({ action: { kind: 'latency', ms: 60_000 } });
  const held = requestToken(mock);
  await expect.poll(() => mock.stats().totals.tokenRequests).toBe(1);
  await clock.advance(86_400_000 * 365);
  const late = clock.now();
  mock.reset({ to: 'start' });
  expect((await held).status).toBe(200);
  expect(mock.clock).toBe(clock);
  expect(late - clock.now()).toBeGreaterThan(86_400_000 * 364);
});

test('a reset to anywhere else is an error', async () => {
  await using mock = await startMockGenesys();
  expect((await callAdmin(mock, 'POST', '/__admin/reset?to=zero')).status).toBe(400);
  expect(() => mock.reset({ to: 'zero' as 'start' })).toThrow(ConfigurationError);
});
