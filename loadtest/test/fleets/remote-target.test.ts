import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { freePort, tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { Fleet } from '../../src/fleets/fleet.ts';
import { RemoteTarget } from '../../src/fleets/remote-target.ts';
import { dayLife } from '../../src/fleets/settings.ts';
import type { FleetPlan } from '../../src/fleets/target.ts';

const client = { id: 'theirs', secret: 'not-a-real-secret' };
const other = { id: 'of-another-run', secret: 'not-a-real-secret' };
type Clock = { kind: 'real' } | { kind: 'accelerated'; factor: number };
const settings = { pods: 3, rate: 5, seconds: 4, lifeSeconds: dayLife, clients: 1 };
const plan = { experiment: 'expiry', tokenCache: 'shared', start: 'ready', settings };

/** A service of somebody, which asks the mock for a token at each call. */
async function theirs(options: { asks?: boolean; clock?: Clock } = {}) {
  const { clock = { kind: 'real' } } = options;
  const mock = await startMockGenesys({ clients: [client, other], clock });
  const grant = ({ id, secret } = client) =>
    fetch(`${mock.loginUrl}/oauth/token?grant_type=client_credentials`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    });
  const called: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    called.push(request.url);
    if (options.asks !== false) await grant();
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispose = async () => {
    server.closeAllConnections();
    server.close();
    await mock.close();
  };
  return { url, called, grant, mockAdmin: mock.adminUrl, [Symbol.asyncDispose]: dispose };
}

it('takes a fleet as it finds it, and holds nothing earlier against it', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], pods: 5 });
  const deployment = await target.deploy(plan as FleetPlan, fleet);
  expect(deployment).toMatchObject({ clientIds: ['theirs'], settings: { pods: 5, clients: 1 } });
  expect(deployment.opening.stats.totals.tokenRequests).toBe(1);
});

it('calls the same address before the load as k6 does under it', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  const urls = [`${service.url}/behind/a/gateway`];
  const target = await RemoteTarget.connect({ ...service, urls, pods: 1 });
  await target.deploy(plan as FleetPlan, fleet);
  expect(service.called).toEqual(['/behind/a/gateway/api/queues']);
});

it('lets the load last longer where tokens live longer, unless that would take too long', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], pods: 1 });
  const secondsAt = async (plannedLife: number) => {
    const planned = { ...plan, settings: { ...settings, lifeSeconds: plannedLife } };
    return (await target.deploy(planned as FleetPlan, fleet)).settings.seconds;
  };
  expect(await secondsAt(10)).toBe(4);
  await target.mock.reset([{ ...client, accessTokenValiditySeconds: 300 }]);
  expect(await secondsAt(10)).toBe(120);
});

it('cannot do what needs a hook, until there is one', async () => {
  await using service = await theirs();
  const options = { ...service, urls: [service.url], pods: 1 };
  const alone = await RemoteTarget.connect(options);
  expect(alone.lacks(['configure', 'start'])).toEqual(['configure', 'start']);
  const helped = await RemoteTarget.connect({ ...options, hook: 'true' });
  expect(helped.lacks(['configure', 'start'])).toEqual([]);
});

it('calls the hook with each step, and says what to do in variables', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  using dir = tempDir('hook-');
  const log = `${dir.path}/log`;
  const hook = `f() { echo "$1 $LOADTEST_TOKEN_CACHE $LOADTEST_PODS \${LOADTEST_POD:-all}" >> ${log}; }; f`;
  await fetch(service.url);
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], hook });
  const deployment = await target.deploy(plan as FleetPlan, fleet);
  expect(deployment.settings.pods, 'as the hook was told').toBe(3);
  await deployment.restartPod(1);
  await fetch(service.url);
  // The token of the fleet before was ended, and is in no one's way.
  expect((await target.mock.stats()).totals).toMatchObject({ tokensIssued: 2, earlyDuplicates: 0 });
  await deployment.setRedis('down');
  expect(readFileSync(log, 'utf8').split('\n')).toEqual([
    'configure shared 3 all',
    'start shared 3 all',
    'restart shared 3 2',
    'redis-down shared 3 all',
    '',
  ]);
});

it('judges as many pods as the hook was asked for, where one address stands for all of them', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  await service.grant();
  const podsOf = async (options: { urls: string[]; pods?: number }) => {
    using dir = tempDir('hook-');
    const hook = `f() { echo $LOADTEST_PODS > ${dir.path}/pods; }; f`;
    const target = await RemoteTarget.connect({ ...service, ...options, hook });
    const { settings } = await target.deploy(plan as FleetPlan, fleet);
    expect(Number(readFileSync(`${dir.path}/pods`, 'utf8'))).toBe(settings.pods);
    return settings.pods;
  };
  expect(await podsOf({ urls: [service.url] })).toBe(3);
  expect(await podsOf({ urls: [service.url], pods: 6 })).toBe(6);
  expect(await podsOf({ urls: [service.url, service.url] })).toBe(2);
});

it('looks at the clients of this fleet, not at those of one before', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  await service.grant(other);
  const hook = `${process.execPath} -e "fetch('${service.url}')" #`;
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], hook });
  const { clientIds, settings: found } = await target.deploy(plan as FleetPlan, fleet);
  expect({ clientIds, clients: found.clients }).toEqual({ clientIds: ['theirs'], clients: 1 });
});

it('takes cold pods that have asked for nothing yet, also from a new mock', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], hook: 'true' });
  const cold = { ...plan, start: 'cold' } as FleetPlan;
  expect((await target.deploy(cold, fleet)).settings).toMatchObject({ lifeSeconds: dayLife });
});

it('refuses a mock that lives in another time', async () => {
  await using service = await theirs({ clock: { kind: 'accelerated', factor: 60 } });
  const connecting = RemoteTarget.connect({ ...service, urls: [service.url] });
  await expect(connecting).rejects.toMatchObject({
    message: expect.stringContaining('the clock of the mock is accelerated'),
    exitCode: 64,
  });
});

it('makes nothing of a run whose hook fails', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  const hook = 'sh -c "echo no such pod >&2; exit 3"';
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], pods: 1, hook });
  const deploying = target.deploy(plan as FleetPlan, fleet);
  await expect(deploying).rejects.toMatchObject({
    message: 'hook configure ended with code 3:\nno such pod',
    exitCode: 2,
  });
});

it('says that the token requests go elsewhere', async () => {
  await using service = await theirs({ asks: false });
  await using fleet = await Fleet.create();
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], pods: 1 });
  await expect(target.deploy(plan as FleetPlan, fleet)).rejects.toMatchObject({
    message: expect.stringContaining('do the token requests of the target go to this mock?'),
    exitCode: 64,
  });
});

it('says who does not answer: the mock, or the service', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const connecting = RemoteTarget.connect({ urls: [nobody], mockAdmin: nobody, pods: 1 });
  await expect(connecting).rejects.toMatchObject({ exitCode: 69 });
  await using service = await theirs();
  await using fleet = await Fleet.create();
  const target = await RemoteTarget.connect({ ...service, urls: [nobody], pods: 1 });
  await expect(target.deploy(plan as FleetPlan, fleet)).rejects.toMatchObject({
    message: `${nobody}/api/queues answers ECONNREFUSED instead of 200`,
    exitCode: 69,
  });
});
