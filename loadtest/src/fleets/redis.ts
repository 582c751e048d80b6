import { randomBytes } from 'node:crypto';
import { exitCodes, RunError } from '@onetoken/report-kit';
import { startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import type { Fleet } from './fleet.ts';

/** The shared cache of a run. Others may use the same server: only keys with the prefix are deleted. */
export interface SharedCache {
  readonly url: string;
  /** `ours`: started for this run. `yours`: given by `REDIS_URL`. */
  readonly owner: 'ours' | 'yours';
  /** Prefix of every key of this run. */
  readonly prefix: string;
}

/** An address without user name and password, for messages. */
export function withoutPassword(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** A connection without retries, and a function that tells what went wrong with it. */
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
  // Only the code or the first word (`WRONGPASS`): messages of ioredis may contain command arguments.
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
        'Start that server, or unset REDIS_URL: then a new server is started.',
      exitCodes.unavailable,
    );
  } finally {
    redis.disconnect();
  }
}

async function startOwnRedis(fleet: Fleet): Promise<string> {
  const { child, url } = await startRedis({ folder: fleet.folder }).catch(({ message }: Error) => {
    const hint = 'Set REDIS_URL to use a running server.';
    throw new RunError(`${message}\n${hint}`, exitCodes.unavailable);
  });
  fleet.adopt(child);
  return url;
}

/** The given server, or else a new one for this run. */
export async function openSharedCache(fleet: Fleet, given?: string): Promise<SharedCache> {
  const prefix = `onetoken-demo-${randomBytes(6).toString('hex')}`;
  if (given === undefined) return { url: await startOwnRedis(fleet), owner: 'ours', prefix };
  await check(given);
  // A failure must not hide the result of the run, and the keys expire anyway.
  fleet.atEnd(() => deleteKeys(given, prefix).catch(() => {}));
  return { url: given, owner: 'yours', prefix };
}
