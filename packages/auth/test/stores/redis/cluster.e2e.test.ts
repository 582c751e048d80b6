import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type RedisCluster, startRedisCluster } from '@onetoken/test-kit';
import { Cluster } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoreEvent } from '../../../src/ports/store.ts';
import { redisStore } from '../../../src/stores/redis/store.ts';
import { PATIENT } from '../../support/patience.ts';
import { LEAST_PRIVILEGE_IN_A_CLUSTER, NAMESPACE } from './least-privilege.ts';
import { useEveryMethod } from './use-store.ts';

const run = promisify(execFile);
const PASSWORD = 'visibly-fake-redis-password-1';
/** Enough for some of them to lie on each of three nodes. */
const SCOPES = Array.from({ length: 12 }, (_, i) => `scope-${i}`);

let cluster: RedisCluster;

beforeAll(async () => {
  cluster = await startRedisCluster();
});
afterAll(async () => cluster[Symbol.asyncDispose]());

async function redisCli(port: number, ...args: readonly string[]): Promise<string[]> {
  const { stdout } = await run('redis-cli', ['-p', String(port), ...args]);
  return stdout.split('\n').filter(Boolean);
}

const ports = (): number[] => cluster.nodes.map((node) => node.port);

const storeFor = (user?: string) =>
  redisStore({
    ...PATIENT,
    cluster: true,
    url: user ? `redis://${user}:${PASSWORD}@127.0.0.1:${cluster.nodes[0]?.port}` : cluster.url,
  });

describe('three nodes', () => {
  test('all that concerns one credential lies on one node, and the nodes share the credentials', async () => {
    for (const scope of SCOPES) await useEveryMethod(storeFor(), scope);
    const keys = await Promise.all(ports().map((port) => redisCli(port, '--scan')));
    const scopesByNode = keys.map((names) => new Set(names.map((name) => name.split(/[{}]/)[1])));
    expect(scopesByNode.every((scopes) => scopes.size > 0)).toBe(true);
    const placements = scopesByNode.flatMap((scopes) => [...scopes]);
    expect(placements.toSorted()).toEqual(SCOPES.toSorted());
  });

  test('news reach a process that is connected to another node', async () => {
    const heard: StoreEvent[] = [];
    const listeners = Array.from({ length: 6 }, () => storeFor().open('news'));
    for (const listener of listeners) listener.subscribe?.((event) => heard.push(event));
    const speaker = storeFor().open('news');
    await expect
      .poll(async () => {
        await speaker.acquire('speaker', 1_000);
        await speaker.release('speaker');
        return heard.length >= listeners.length;
      })
      .toBe(true);
    expect(new Set(heard.map((event) => event.kind))).toEqual(new Set(['released']));
    for (const part of [...listeners, speaker]) await part.close();
  });

  test('the documented rights suffice, with two more than for a single server', async () => {
    const rules = ['on', `>${PASSWORD}`, ...NAMESPACE];
    for (const port of ports()) {
      await redisCli(port, 'acl', 'setuser', 'app', ...rules, ...LEAST_PRIVILEGE_IN_A_CLUSTER);
    }
    for (const scope of SCOPES.slice(0, 4)) await useEveryMethod(storeFor('app'), `acl-${scope}`);
  });

  test('a client of one’s own works too, and stays open', async () => {
    const client = new Cluster([cluster.url]);
    await useEveryMethod(redisStore({ client, ...PATIENT }), 'own-client');
    expect(await client.get('onetoken:{own-client}:lease')).toBeNull();
    client.disconnect();
  });
});

test('a node that is gone costs its credentials the store, and those of the others nothing', async () => {
  await using fragile = await startRedisCluster();
  // A store each: three failures in a row keep a store from asking at all for a while.
  const parts = SCOPES.map((scope) => redisStore({ cluster: true, url: fragile.url }).open(scope));
  const acquireAll = async (): Promise<string[]> => {
    const answers = parts.map((part) =>
      part.acquire('owner', 1).then(
        () => 'ok',
        () => 'failed',
      ),
    );
    return await Promise.all(answers);
  };
  // Without this the others refuse, too: a cluster is consistent first.
  for (const { port } of fragile.nodes) {
    await redisCli(port, 'config', 'set', 'cluster-require-full-coverage', 'no');
  }
  expect(await acquireAll()).toEqual(SCOPES.map(() => 'ok'));
  const onLost = await Promise.all(
    SCOPES.map(async (scope) => {
      const [slot] = await redisCli(Number(fragile.nodes[1]?.port), 'cluster', 'keyslot', scope);
      return Math.floor(Number(slot) / (16_384 / 3)) === 2;
    }),
  );
  await fragile.nodes[2]?.kill();
  expect(await acquireAll()).toEqual(onLost.map((isLost) => (isLost ? 'failed' : 'ok')));
  for (const part of parts) await part.close();
});
