import { startFaultProxy, startRedis } from '@onetoken/test-kit';
import { expect, test } from 'vitest';
import { redisStore } from '../../src/redis/index.ts';

test('many operations may wait for the first connection, without a warning', async () => {
  const warnings: Error[] = [];
  const listener = (warning: Error): void => void warnings.push(warning);
  process.on('warning', listener);
  try {
    await using server = await startRedis();
    const store = redisStore({ url: server.url, connectMs: 5_000 });
    const parts = Array.from({ length: 30 }, (_, index) => store.open(`scope-${index}`));
    const claims = await Promise.all(parts.map((part) => part.claim('name', 1_000)));
    expect(claims).toEqual(Array(30).fill(true));
    await Promise.all(parts.map((part) => part.close()));
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings).toEqual([]);
  } finally {
    process.off('warning', listener);
  }
});

test('a connection on which nothing arrives any more is replaced', async () => {
  await using server = await startRedis();
  await using proxy = await startFaultProxy(Number(new URL(server.url).port));
  const part = redisStore({ url: `redis://127.0.0.1:${proxy.port}` }).open('scope');
  let claims = 0;
  const claim = (): Promise<boolean> => {
    claims += 1;
    return part.claim(`name ${claims}`, 60_000).catch(() => false);
  };
  await expect.poll(claim).toBe(true);
  proxy.inject({ kind: 'timeout' });
  expect(await claim()).toBe(false);
  // The network is well again, but what was on its way is lost, and this connection has heard of nothing.
  proxy.inject({ kind: 'none' });
  await expect.poll(claim).toBe(true);
  await part.close();
});
