import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { freePort, startChild } from '@onetoken/test-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const scenario = file('k6/scenarios/steady.ts');
const bundle = file('dist/k6/steady.js');

async function requestToken({ loginUrl }: MockGenesys): Promise<void> {
  const authorization = `Basic ${btoa('mock-client:mock-secret-not-real')}`;
  const path = '/oauth/token?grant_type=client_credentials';
  await fetch(`${loginUrl}${path}`, { method: 'POST', headers: { authorization } });
}

/** A service that answers every call at once, with this status. */
async function serve() {
  const service = { url: '', calls: 0, status: 200 };
  const server = createServer((_, response) => {
    service.calls += 1;
    response.writeHead(service.status).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispose = async () => void server.close().closeAllConnections();
  return Object.assign(service, { [Symbol.asyncDispose]: dispose });
}

let service: Awaited<ReturnType<typeof serve>>;
let mock: MockGenesys;
beforeAll(async () => {
  [service, mock] = await Promise.all([serve(), startMockGenesys()]);
});
afterAll(async () => {
  await Promise.all([service[Symbol.asyncDispose](), mock.close()]);
});
beforeEach(() => {
  mock.reset();
  Object.assign(service, { calls: 0, status: 200 });
});

/** 20 calls a second for 2 s, unless the options say otherwise. */
async function k6(options: Record<string, string | number> = {}, shell = {}, script = scenario) {
  const all = { TARGETS: service.url, RATE: 20, SECONDS: 2, ...options };
  const args = Object.entries(all).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const env = { HOME: '/tmp', K6_NO_USAGE_REPORT: 'true', ...shell };
  const command = { name: 'k6', command: 'k6', args: ['run', '--quiet', ...args, script], env };
  await using child = startChild(command);
  const { code } = await child.ended;
  return { code, ...child.output() };
}

describe('the k6 scenario', () => {
  it('makes the planned calls, and ends with 0', async () => {
    const { code, stdout } = await k6();
    expect(code, stdout).toBe(0);
    expect(service.calls).toBeGreaterThanOrEqual(38);
    expect(service.calls).toBeLessThanOrEqual(43);
  });

  it('can begin with a burst', async () => {
    expect((await k6({ BURST: 4 })).code).toBe(0);
    expect(service.calls).toBeGreaterThanOrEqual(95); // 4 × 20 + 20
    expect(service.calls).toBeLessThanOrEqual(106);
  });

  it('is a failure when a call fails', async () => {
    service.status = 503;
    const { code, stderr } = await k6();
    expect(code).toBe(99);
    expect(stderr).toContain(`a call of ${service.url} failed: 503`);
  });

  it('sends calls that no one takes to the next target, if asked to', async () => {
    const targets = `http://127.0.0.1:${await freePort()},${service.url}`;
    expect((await k6({ TARGETS: targets, FAILOVER: 1 })).code).toBe(0);
    expect((await k6({ TARGETS: targets })).code).toBe(99);
  });

  it('has defaults: a wallboard on this machine', async () => {
    await using child = startChild({ name: 'k6', command: 'k6', args: ['inspect', scenario] });
    expect((await child.ended).code).toBe(0);
    const { scenarios } = JSON.parse(child.output().stdout);
    expect(scenarios.steady).toMatchObject({ rate: 4, duration: '30s' });
  });

  it.each([
    ['K6_ITERATIONS', { K6_ITERATIONS: '1' }],
    ['K6_VUS and K6_DURATION', { K6_VUS: '1', K6_DURATION: '2s' }],
  ])('is a failure when %s of the shell replaces the load', async (_, shell) => {
    const { code, stderr } = await k6({}, shell);
    expect(code).toBe(99);
    expect(stderr).toContain("thresholds on metrics 'api_calls' have been crossed");
  });
});

describe('the verdict of the mock', () => {
  it('passes one token request, and fails a second one', async () => {
    await requestToken(mock);
    expect((await k6({ MOCK_ADMIN: mock.adminUrl })).code).toBe(0);
    await requestToken(mock);
    const { code, stderr } = await k6({ MOCK_ADMIN: mock.adminUrl });
    expect(code).toBe(99);
    expect(stderr).toContain('maxEarlyDuplicates');
  });

  it('is asked with rules of the caller', async () => {
    const RULES = JSON.stringify({ minTokenRequests: 2 });
    await requestToken(mock);
    expect((await k6({ MOCK_ADMIN: mock.adminUrl, RULES })).code).toBe(99);
    await requestToken(mock);
    expect((await k6({ MOCK_ADMIN: mock.adminUrl, RULES })).code).toBe(0);
  });

  it('is missing, and the run a failure, when the mock does not answer', async () => {
    const { code } = await k6({ MOCK_ADMIN: `http://127.0.0.1:${await freePort()}` });
    expect(code).not.toBe(0);
  });

  it('is missing, and the run a failure, when the shell turns the tear-down off', async () => {
    await requestToken(mock);
    const { code } = await k6({ MOCK_ADMIN: mock.adminUrl }, { K6_NO_TEARDOWN: 'true' });
    expect(code).toBe(99);
  });

  it('is the same in the bundle, which runs from one file', async () => {
    await requestToken(mock);
    expect((await k6({ MOCK_ADMIN: mock.adminUrl }, {}, bundle)).code).toBe(0);
    await requestToken(mock);
    expect((await k6({ MOCK_ADMIN: mock.adminUrl }, {}, bundle)).code).toBe(99);
  });
});
