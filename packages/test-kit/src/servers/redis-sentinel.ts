import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { tempDir } from '../temp-dir.ts';
import { type RedisServer, startRedis } from './redis.ts';
import { startServer } from './server.ts';

const run = promisify(execFile);

export interface RedisSentinel extends AsyncDisposable {
  readonly master: RedisServer;
  readonly replica: RedisServer;
  readonly sentinels: readonly { readonly host: string; readonly port: number }[];
  /** The master's name for clients. */
  readonly name: string;
}

/** A master, a replica and three sentinels on loopback that fail over after about a second. */
export async function startRedisSentinel(): Promise<RedisSentinel> {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(tempDir('onetoken-sentinel-'));
  // By default a master waits 5 s for further replicas before it sends the first one its data.
  const master = stack.use(await startRedis({ args: ['--repl-diskless-sync-delay', '0'] }));
  const args = ['--replicaof', '127.0.0.1', String(master.port)];
  const replica = stack.use(await startRedis({ args }));
  const sentinels: { host: string; port: number }[] = [];
  for (let i = 0; i < 3; i += 1) {
    const sentinel = stack.use(
      await startSentinel(join(dir.path, `sentinel-${i}.conf`), master.port),
    );
    sentinels.push({ host: '127.0.0.1', port: sentinel.port });
  }
  await untilAllAgree(sentinels.map((sentinel) => sentinel.port));
  const owned = stack.move();
  const dispose = (): Promise<void> => owned.disposeAsync();
  return { master, replica, sentinels, name: 'tokens', [Symbol.asyncDispose]: dispose };
}

function startSentinel(file: string, masterPort: number): ReturnType<typeof startServer> {
  const config = [
    `sentinel monitor tokens 127.0.0.1 ${masterPort} 2`,
    'sentinel down-after-milliseconds tokens 1000',
    'sentinel failover-timeout tokens 3000',
  ];
  return startServer((port) => {
    writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', ...config, ''].join('\n'));
    return { command: 'redis-server', args: [file, '--sentinel'] };
  });
}

async function untilAllAgree(ports: readonly number[]): Promise<void> {
  for (let i = 0; i < 250; i += 1) {
    const answers = await Promise.all(ports.map(sentinelSees));
    if (answers.every((answer) => answer.replicas >= 1 && answer.others >= 2)) return;
    await delay(60);
  }
  throw new Error('the sentinels did not find each other and the replica within 15 s');
}

async function sentinelSees(port: number): Promise<{ replicas: number; others: number }> {
  const { stdout } = await run('redis-cli', ['-p', String(port), 'sentinel', 'master', 'tokens']);
  const lines = stdout.split('\n');
  const field = (name: string): number => Number(lines[lines.indexOf(name) + 1]);
  return { replicas: field('num-slaves'), others: field('num-other-sentinels') };
}
