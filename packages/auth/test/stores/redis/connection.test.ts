import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { startRedis } from '@onetoken/test-kit';
import { expect, test } from 'vitest';
import { redisStore } from '../../../src/stores/redis/store.ts';

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

/** A way to a port whose open connections can fall silent for good, as when a machine dies: no end, no answer. */
async function startMortalWay(targetPort: number) {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => undefined));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a connection on which nothing comes any more is replaced by another', async () => {
  await using server = await startRedis();
  await using way = await startMortalWay(server.port);
  const part = redisStore({ url: way.url }).open('scope');
  const read = () => part.read({ tokens: [], notes: [] }).catch(() => undefined);
  await expect.poll(read).toBeDefined();
  way.silence();
  expect(await read()).toBeUndefined();
  await expect.poll(read).toBeDefined();
  await part.close();
});
