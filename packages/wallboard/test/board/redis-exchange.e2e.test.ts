import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { selfSignedTls, startRedis, tempDir } from '@onetoken/test-kit';
import { expect, it } from 'vitest';
import { redisExchange } from '../../src/board/redis-exchange.ts';

const run = promisify(execFile);
const CLUSTER = ['--cluster-enabled', 'yes', '--tls-cluster', 'yes'];
const BY_NAME = [
  ...['--cluster-announce-hostname', 'localhost'],
  ...['--cluster-preferred-endpoint-type', 'hostname'],
];

it('shares the board through a TLS cluster whose certificate is for names only, as ElastiCache has', async () => {
  using dir = tempDir('onetoken-board-tls-');
  const tls = selfSignedTls(dir.path, 'DNS:localhost');
  await using node = await startRedis({ tls, args: [...CLUSTER, ...BY_NAME] });
  const cli = async (...args: string[]): Promise<string> => {
    const at = ['--tls', '--cacert', tls.caFile, '-h', 'localhost', '-p', String(node.port)];
    return (await run('redis-cli', [...at, ...args])).stdout;
  };
  await cli('cluster', 'addslotsrange', '0', '16383');
  await expect.poll(() => cli('cluster', 'info')).toContain('cluster_state:ok');

  const connection = { tls: { ca: readFileSync(tls.caFile, 'utf8') } };
  const place = { url: node.url, connection, cluster: true, prefix: 'test', scope: 'a' };
  const [one, other] = [redisExchange(place), redisExchange(place)];
  const board = { at: 1, readBy: 'pod-a', queues: [] };
  await expect.poll(() => one.publishBoard(board).then(() => 'ok', String)).toBe('ok');
  await expect.poll(async () => (await other.read().catch(() => undefined))?.board).toEqual(board);
  await Promise.all([one.close(), other.close()]);
});
