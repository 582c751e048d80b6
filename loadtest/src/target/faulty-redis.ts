import { type FaultProxy, startFaultProxy, type Toxic } from '@onetoken/test-kit';
import type { Fleet } from '../fleet/fleet.ts';
import { connect, openSharedCache } from '../fleet/redis.ts';
import type { RedisState } from './target.ts';

/** A Redis that pods reach through a proxy, which can make it look down, slow or frozen. */
export interface FaultyRedis {
  /** Where the pods find it. */
  readonly url: string;
  set(state: RedisState): Promise<void>;
  /** Up and empty, as a new one. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Well above the 250 ms that a pod waits for Redis. */
const slowMs = 400;

const toxics: Readonly<Record<Exclude<RedisState, 'flushed'>, Toxic>> = {
  up: { kind: 'none' },
  down: { kind: 'reset_peer' },
  slow: { kind: 'latency', ms: slowMs },
  frozen: { kind: 'timeout' },
};

async function flush(url: string): Promise<void> {
  const { redis } = connect(url);
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}

export async function startFaultyRedis(fleet: Fleet): Promise<FaultyRedis> {
  const { url } = await openSharedCache(fleet);
  const proxy: FaultProxy = await startFaultProxy(Number(new URL(url).port));
  const set = async (state: RedisState): Promise<void> => {
    if (state === 'flushed') return flush(url);
    proxy.inject(toxics[state]);
  };
  return {
    url: `redis://127.0.0.1:${proxy.port}`,
    set,
    async renew() {
      await set('up');
      await set('flushed');
    },
    close: async () => proxy[Symbol.asyncDispose](),
  };
}
