import { randomBytes } from 'node:crypto';
import { exitCodes, RunError } from '@onetoken/report-kit';
import { startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import type { Fleet } from './fleet.ts';

/** The shared cache of a run. It may be a server that other people use: only own keys are ever deleted. */
export interface SharedCache {
  readonly url: string;
  /** `ours`: started for this run. `yours`: given by `REDIS_URL`. */
  readonly owner: 'ours' | 'yours';
  /** Begins the name of every key of this run. */
  readonly prefix: string;
}

/** An address as it may be shown: without user name and password. */
export function withoutPassword(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** A connection that tries once, and what went wrong on it. */
export function connect(url: string): { redis: Redis; reason: () => string } {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let last: NodeJS.ErrnoException | undefined;
  redis.on('error', (error) => {
    last = error;
  });
  // Only a code or the first word (`WRONGPASS`) is told: messages of ioredis may hold command arguments.
  return { redis, reason: () => last?.code ?? last?.message.split(' ')[0] ?? 'no answer' };
}

/** Deletes the keys that begin with this prefix, and nothing else. */
async function deleteKeys(url: string, prefix: string): Promise<void> {
  const { redis } = connect(url);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 })) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    redis.disconnect();
  }
}

async function check(url: string): Promise<void> {
  if (!/^rediss?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw new RunError('REDIS_URL must look like redis://host:6379', exitCodes.usage);
  }
  const { redis, reason } = connect(url);
  try {
    await redis.connect();
    await redis.ping();
  } catch {
    throw new RunError(
      `REDIS_URL: ${withoutPassword(url)} does not answer (${reason()}). ` +
        'Start that server, or unset REDIS_URL to let the demo start one of its own.',
      exitCodes.unavailable,
    );
  } finally {
    redis.disconnect();
  }
}

async function startOwnRedis(fleet: Fleet): Promise<string> {
  const { child, url } = await startRedis({ folder: fleet.folder }).catch(({ message }: Error) => {
    const hint = 'Set REDIS_URL to use a server that runs already.';
    throw new RunError(`${message}\n${hint}`, exitCodes.unavailable);
  });
  fleet.adopt(child);
  return url;
}

/** The server of `REDIS_URL` if there is one, else a fresh one for this run. */
export async function openSharedCache(fleet: Fleet, given?: string): Promise<SharedCache> {
  const prefix = `onetoken-demo-${randomBytes(6).toString('hex')}`;
  if (given === undefined) return { url: await startOwnRedis(fleet), owner: 'ours', prefix };
  await check(given);
  // A failure is no reason to hide the result of the run: the keys expire by themselves.
  fleet.atEnd(() => deleteKeys(given, prefix).catch(() => {}));
  return { url: given, owner: 'yours', prefix };
}
