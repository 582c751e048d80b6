import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { freePort, startRedis } from '@onetoken/test-kit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startWallboard, type Wallboard } from '../src/wallboard.ts';
import { client, environmentFor } from './environment.ts';

const silent = pino({ level: 'silent' });

function start(mock: MockGenesys, more: Record<string, string>, log = silent): Promise<Wallboard> {
  return startWallboard(environmentFor(mock, more), log, { stop: () => undefined });
}

async function statusOf(url: string, path: string): Promise<number> {
  const answer = await fetch(new URL(path, url));
  await answer.arrayBuffer();
  return answer.status;
}

async function untilReady({ url }: Wallboard): Promise<void> {
  await expect.poll(() => statusOf(url, '/readyz'), { timeout: 10_000, interval: 20 }).toBe(200);
}

/** A log that can be read afterwards. */
function recorder() {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  return { lines, log };
}

describe('wallboard', () => {
  it('per-call: is ready once it listens, and asks for nothing by itself', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    const wallboard = await start(mock, { TOKEN_CACHE: 'per-call' });
    expect(await statusOf(wallboard.url, '/readyz')).toBe(200);
    expect(mock.stats().totals.tokenRequests).toBe(0);
    expect(await statusOf(wallboard.url, '/api/queues')).toBe(200);
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 1 });
    await wallboard.close();
  });

  it('per-pod: fetches one token at its start, and serves every call with it', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    const wallboard = await start(mock, { TOKEN_CACHE: 'per-pod' });
    await untilReady(wallboard);
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiCalls: 0 });
    const calls = Array.from({ length: 20 }, () => statusOf(wallboard.url, '/api/queues'));
    expect(new Set(await Promise.all(calls))).toEqual(new Set([200]));
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 20 });
    await wallboard.close();
  });

  it('shared: three wallboards make one token request, and a fourth none', async () => {
    await using redis = await startRedis();
    await using mock = await startMockGenesys({ clients: [client] });
    const shared = { TOKEN_CACHE: 'shared', REDIS_URL: redis.url };
    const three = await Promise.all([1, 2, 3].map(() => start(mock, shared)));
    for (const wallboard of three) await untilReady(wallboard);
    const fourth = await start(mock, shared);
    await untilReady(fourth);
    for (const { url } of [...three, fourth]) expect(await statusOf(url, '/api/queues')).toBe(200);
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 4 });
    for (const wallboard of [...three, fourth]) await wallboard.close();
  });

  it('shared: keys begin with REDIS_PREFIX, so that two environments can use one Redis', async () => {
    await using redis = await startRedis();
    await using mock = await startMockGenesys({ clients: [client] });
    const shared = { TOKEN_CACHE: 'shared', REDIS_URL: redis.url };
    for (const REDIS_PREFIX of ['staging', 'production']) {
      const wallboard = await start(mock, { ...shared, REDIS_PREFIX });
      await untilReady(wallboard);
      await wallboard.close();
    }
    expect(mock.stats().totals.tokenRequests).toBe(2);
  });

  it('shared, with a Redis that refuses: starts all the same, warns, and gets a token of its own', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    const { lines, log } = recorder();
    const REDIS_URL = `redis://127.0.0.1:${await freePort()}`;
    const wallboard = await start(mock, { TOKEN_CACHE: 'shared', REDIS_URL }, log);
    await untilReady(wallboard);
    expect(await statusOf(wallboard.url, '/api/queues')).toBe(200);
    expect(mock.stats().totals.tokenRequests).toBe(1);
    expect(lines.join('')).toContain('store-unavailable');
    await wallboard.close();
  });

  it('is not ready while the login refuses, says so, and stops in order', async () => {
    await using mock = await startMockGenesys({
      clients: [{ ...client, secret: 'another-not-real' }],
    });
    const { lines, log } = recorder();
    const wallboard = await start(mock, { TOKEN_CACHE: 'per-pod' }, log);
    await expect.poll(() => lines.join('')).toContain('request-failed');
    expect(await statusOf(wallboard.url, '/readyz')).toBe(503);
    expect(await statusOf(wallboard.url, '/healthz')).toBe(200);
    expect(await statusOf(wallboard.url, '/api/queues')).toBe(503);
    await wallboard.close();
    expect(lines.join('')).not.toContain(client.secret);
  });

  it('probes never cause a token request', async () => {
    await using mock = await startMockGenesys({ clients: [client] });
    const wallboard = await start(mock, { TOKEN_CACHE: 'per-pod' });
    await untilReady(wallboard);
    for (const path of ['/healthz', '/readyz', '/metrics']) await statusOf(wallboard.url, path);
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiCalls: 0 });
    await wallboard.close();
  });
});
