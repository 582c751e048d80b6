import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import {
  selfSignedTls,
  startMemcached,
  startRedis,
  startRedisCluster,
  startRedisSentinel,
  tempDir,
} from '../../src/index.ts';

const run = promisify(execFile);
const cli = async (...args: string[]): Promise<string> =>
  (await run('redis-cli', args)).stdout.trim();

it('starts a Redis that answers, and ends it', async () => {
  const redis = await startRedis();
  expect(await cli('-p', String(redis.port), 'ping')).toBe('PONG');
  await redis[Symbol.asyncDispose]();
  await expect(cli('-p', String(redis.port), 'ping')).rejects.toThrow();
});

it('serves TLS to an ACL user and to nobody else', async () => {
  using dir = tempDir();
  const tls = selfSignedTls(dir.path);
  const acl = ['user default off', 'user app on >sample-password ~onetoken:* &onetoken:* +@all'];
  await using redis = await startRedis({ tls, acl });
  const base = ['-p', String(redis.port), '--tls', '--cacert', tls.caFile, '-h', 'localhost'];
  const user = ['--user', 'app', '--pass', 'sample-password', '--no-auth-warning'];
  expect(await cli(...base, ...user, 'set', 'onetoken:a', '1')).toBe('OK');
  expect(await cli(...base, ...user, 'set', 'other', '1')).toContain('NOPERM');
  expect(await cli(...base, 'ping')).toContain('NOAUTH');
});

it('starts a cluster of three that serves all slots', async () => {
  await using cluster = await startRedisCluster();
  const port = String(cluster.nodes[0]?.port);
  expect(await cli('-c', '-p', port, 'set', 'any-key', '1')).toBe('OK');
  expect(await cli('-p', port, 'cluster', 'info')).toContain('cluster_slots_assigned:16384');
}, 30_000);

it('starts sentinels that know where the master is', async () => {
  await using group = await startRedisSentinel();
  const port = String(group.sentinels[0]?.port);
  const address = await cli('-p', port, 'sentinel', 'get-master-addr-by-name', group.name);
  expect(address).toContain(String(group.master.port));
}, 30_000);

it('starts a memcached that answers', async () => {
  await using memcached = await startMemcached();
  const socket = connect(memcached.port, '127.0.0.1').setEncoding('utf8');
  socket.write('version\r\n');
  expect(String((await once(socket, 'data'))[0])).toMatch(/^VERSION /);
  socket.destroy();
});

it('says why a server did not start', async () => {
  await expect(startRedis({ args: ['--maxmemory', 'nonsense'] })).rejects.toThrow(/maxmemory/);
});
