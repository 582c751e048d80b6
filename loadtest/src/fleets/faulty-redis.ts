import { type FaultProxy, startFaultProxy, type Toxic } from '@onetoken/test-kit';
import type { Redis } from 'ioredis';
import type { Fleet } from './fleet.ts';
import { connect, openSharedCache } from './redis.ts';
import type { RedisState } from './target.ts';

/** A Redis that can be emptied or filled. A proxy in front of it can make it look down, slow or frozen. */
export interface FaultyRedis {
  /** The server itself. */
  readonly url: string;
  /** Begins the name of every key of this run. */
  readonly prefix: string;
  /** Whether it may be broken: a server that was given is used by others. */
  readonly isOurs: boolean;
  /** The proxy, for pods of an experiment with faults. */
  readonly faultyUrl: string;
  set(state: RedisState): Promise<void>;
  /** The longest response time of Redis since `renew()`, in ms. It shows how busy the machine is. */
  slowestMs(): number;
  /** Makes it up and empty again. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Well above the 250 ms that a pod waits for Redis. */
const slowMs = 400;

const toxics: Readonly<Record<Exclude<RedisState, 'flushed' | 'full'>, Toxic>> = {
  up: { kind: 'none' },
  down: { kind: 'reset_peer' },
  slow: { kind: 'latency', ms: slowMs },
  frozen: { kind: 'timeout' },
};

/** Connects to the server itself, not through the proxy. */
async function withServer(url: string, work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const { redis } = connect(url);
  try {
    await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** Above its memory limit a server refuses writes that need memory; reads and deletions still work. */
const setMemory = (url: string, bytes: 0 | 1) =>
  withServer(url, (redis) => redis.config('SET', 'maxmemory', bytes));

const pulseMs = 100;

interface Pulse {
  slowestMs(): number;
  restart(): void;
  stop(): void;
}

/** Sends PING ten times a second to the server itself. */
function takePulse(url: string): Pulse {
  const { redis } = connect(url);
  let askedAt: number | undefined;
  let slowest = 0;
  const waited = () => (askedAt === undefined ? 0 : performance.now() - askedAt);
  const ask = async () => {
    if (askedAt !== undefined) return;
    askedAt = performance.now();
    await redis.ping().catch(() => {});
    slowest = Math.max(slowest, waited());
    askedAt = undefined;
  };
  const timer = setInterval(ask, pulseMs);
  return {
    slowestMs: () => Math.max(slowest, waited()),
    restart() {
      slowest = 0;
    },
    stop() {
      clearInterval(timer);
      redis.disconnect();
    },
  };
}

/** @param given a server that runs already: it is neither broken nor emptied */
export async function startFaultyRedis(fleet: Fleet, given?: string): Promise<FaultyRedis> {
  const { url, prefix } = await openSharedCache(fleet, given);
  if (given !== undefined) return untouched(url, prefix);
  const proxy: FaultProxy = await startFaultProxy(Number(new URL(url).port));
  const set = async (state: RedisState): Promise<void> => {
    if (state === 'flushed') return withServer(url, (redis) => redis.flushall());
    if (state === 'full') return setMemory(url, 1);
    proxy.inject(toxics[state]);
    if (state === 'up') await setMemory(url, 0);
  };
  const pulse = takePulse(url);
  return {
    ...{ url, prefix, isOurs: true },
    faultyUrl: `redis://127.0.0.1:${proxy.port}`,
    set,
    slowestMs: pulse.slowestMs,
    async renew() {
      await set('up');
      await set('flushed');
      pulse.restart();
    },
    async close() {
      pulse.stop();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

function untouched(url: string, prefix: string): FaultyRedis {
  const pulse = takePulse(url);
  return {
    ...{ url, faultyUrl: url, prefix, isOurs: false },
    set: (state) => Promise.reject(new Error(`a Redis of yours is not made ${state}`)),
    slowestMs: pulse.slowestMs,
    renew: async () => pulse.restart(),
    close: async () => pulse.stop(),
  };
}
