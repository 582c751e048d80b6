import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type RedisServer, startRedis } from './redis.ts';

const run = promisify(execFile);

export interface RedisCluster extends AsyncDisposable {
  readonly nodes: readonly RedisServer[];
  /** One URL is enough for a client to find the rest. */
  readonly url: string;
}

/** Three masters on loopback, without replicas, ready to serve all slots. */
export async function startRedisCluster(): Promise<RedisCluster> {
  await using stack = new AsyncDisposableStack();
  const nodes: RedisServer[] = [];
  for (let i = 0; i < 3; i += 1) {
    nodes.push(stack.use(await startRedis({ args: ['--cluster-enabled', 'yes'] })));
  }
  const addresses = nodes.map((node) => `127.0.0.1:${node.port}`);
  await run('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes']);
  for (const node of nodes) await clusterReady(node.port);
  const owned = stack.move();
  return {
    nodes,
    url: `redis://${addresses[0]}`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function clusterReady(port: number): Promise<void> {
  for (let i = 0; i < 250; i += 1) {
    const { stdout } = await run('redis-cli', ['-p', String(port), 'cluster', 'info']);
    if (stdout.includes('cluster_state:ok')) return;
    await delay(40);
  }
  throw new Error('the Redis cluster did not become ready within 10 s');
}
