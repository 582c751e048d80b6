import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMockGenesys } from '@onetoken/mock-genesys';
import { freePort, tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { dayLife } from '../../src/experiments/settings.ts';
import { Fleet } from '../../src/fleet/fleet.ts';
import { RemoteTarget } from '../../src/target/remote-target.ts';
import type { FleetPlan } from '../../src/target/target.ts';

const client = { id: 'theirs', secret: 'not-a-real-secret' };
const settings = { pods: 3, rate: 5, seconds: 4, lifeSeconds: dayLife, clients: 1 };
const plan = { experiment: 'expiry', tokenCache: 'shared', start: 'ready', settings };

/** A service of somebody, which asks the mock for a token at each call. */
async function theirs(options: { asks?: boolean } = {}) {
  const mock = await startMockGenesys({ clients: [client] });
  const grant = () =>
    fetch(`${mock.loginUrl}/oauth/token?grant_type=client_credentials`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
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
  return { url, called, mockAdmin: mock.adminUrl, [Symbol.asyncDispose]: dispose };
}

it('takes a fleet as it finds it, and holds nothing earlier against it', async () => {
  await using service = await theirs();
  await using fleet = await Fleet.create();
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], pods: 5 });
  const deployment = await target.deploy(plan as FleetPlan, fleet);
  expect(deployment).toMatchObject({ clientIds: ['theirs'], settings: { pods: 5, clients: 1 } });
  expect(deployment.opening.book.totals.tokenRequests).toBe(1);
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
  await target.mock.startAnew([{ ...client, accessTokenValiditySeconds: 300 }]);
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
  const target = await RemoteTarget.connect({ ...service, urls: [service.url], pods: 1, hook });
  const deployment = await target.deploy(plan as FleetPlan, fleet);
  await deployment.restartPod(1);
  await fetch(service.url);
  // The token of the fleet before was ended, and is in no one's way.
  expect((await target.mock.book()).totals).toMatchObject({ tokensIssued: 2, earlyDuplicates: 0 });
  await deployment.setRedis('down');
  expect(readFileSync(log, 'utf8').split('\n')).toEqual([
    'configure shared 3 all',
    'start shared 3 all',
    'restart shared 3 2',
    'redis-down shared 3 all',
    '',
  ]);
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
