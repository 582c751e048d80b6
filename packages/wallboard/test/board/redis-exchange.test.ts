import { freePort, type RedisServer, startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardExchange } from '../../src/board/exchange.ts';
import { redisExchange } from '../../src/board/redis-exchange.ts';

const board = { at: 1, readBy: 'pod-a', queues: [] };

describe('redisExchange', () => {
  let server: RedisServer;
  let one: BoardExchange;
  let other: BoardExchange;

  const open = async (scope: string): Promise<BoardExchange> => {
    const exchange = redisExchange({ url: server.url, cluster: false, prefix: 'test', scope });
    await exchange.read();
    return exchange;
  };

  beforeAll(async () => {
    server = await startRedis();
    [one, other] = [await open('a'), await open('a')];
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await server[Symbol.asyncDispose]();
  });

  it('waits with its first look for the connection, and not for one that cannot be had', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    const nowhere = redisExchange({ url, cluster: false, prefix: 'test', scope: 'a' });
    await expect(nowhere.read()).rejects.toThrow();
    await nowhere.close();
    const fresh = await open('fresh');
    expect(await fresh.claimTurn(60_000)).toBe(true);
    await fresh.close();
  });

  it('gives each turn to one pod', async () => {
    const claims = await Promise.all([one, other, one, other].map((pod) => pod.claimTurn(60_000)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('gives no turn while it is held', async () => {
    const third = await open('held');
    await third.holdTurns(60_000);
    expect(await third.claimTurn(1)).toBe(false);
    await third.close();
  });

  it('connects anew when the server has become a replica, as after a fail-over', async () => {
    const redis = new Redis(server.url);
    const connections = async () =>
      Number(/total_connections_received:(\d+)/.exec(await redis.info('stats'))?.[1]);
    const exchange = await open('failed-over');
    await redis.replicaof('127.0.0.1', '1');
    const before = await connections();
    await expect(exchange.holdTurns(60_000)).rejects.toThrow();
    await expect.poll(connections).toBeGreaterThan(before);
    await redis.replicaof('NO', 'ONE');
    redis.disconnect();
    await exchange.close();
  });

  it('hands a board and the refresher over, to pods of the same scope only', async () => {
    await one.publishBoard(board);
    await one.publishRefresher({ pod: 'pod-a', at: 1 });
    expect(await other.read()).toEqual({ board, refresher: { pod: 'pod-a', at: 1 } });
    const stranger = await open('b');
    expect(await stranger.read()).toEqual({ board: undefined, refresher: undefined });
    await stranger.close();
  });

  it('takes what it cannot read for nothing', async () => {
    const redis = new Redis(server.url);
    const exchange = await open('broken');
    for (const text of ['{', '{"at":"yesterday"}', '']) {
      await redis.set('test:{board-broken}:board', text);
      expect((await exchange.read()).board).toBeUndefined();
    }
    redis.disconnect();
    await exchange.close();
  });
});
