import { startRedisCluster, startRedisSentinel } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { redisStore } from '../../src/stores/redis/store.ts';
import { PATIENT } from '../support/patience.ts';
import { describeStore, type StartedStore } from './store-contract.ts';

async function cluster(): Promise<StartedStore> {
  const nodes = await startRedisCluster();
  return {
    newStore: () => redisStore({ url: nodes.url, cluster: true, ...PATIENT }),
    [Symbol.asyncDispose]: () => nodes[Symbol.asyncDispose](),
  };
}

/** With a client of one's own, which the caller ends. */
async function sentinels(): Promise<StartedStore> {
  await using stack = new AsyncDisposableStack();
  const trio = stack.use(await startRedisSentinel());
  const owned = stack.move();
  const newClient = (): Redis => {
    const client = new Redis({ sentinels: [...trio.sentinels], name: trio.name });
    client.on('error', () => undefined);
    owned.defer(() => client.disconnect());
    return client;
  };
  return {
    newStore: () => redisStore({ client: newClient(), ...PATIENT }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

for (const [name, start] of Object.entries({ cluster, sentinels })) {
  describeStore(`the Redis store, ${name}`, start, false);
}
