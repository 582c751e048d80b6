import { startRedis } from '@onetoken/test-kit';
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
