import { type RedisServer, startRedis } from '@onetoken/test-kit';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permitRules, reserve, type Slot } from '../../../src/budget/window.ts';
import { API_PAUSE, type CredentialStore, type PermitAnswer } from '../../../src/ports/store.ts';
import { redisStore } from '../../../src/stores/redis/store.ts';
import { LEAST_PRIVILEGE, NAMESPACE } from './least-privilege.ts';

const PASSWORD = 'visibly-fake-redis-password-2';
let server: RedisServer;
let admin: Redis;
let parts: CredentialStore[];

beforeAll(async () => {
  const user = ['user app on', `>${PASSWORD}`, ...NAMESPACE, ...LEAST_PRIVILEGE].join(' ');
  server = await startRedis({ acl: [user] });
  admin = new Redis(server.url);
  // Five processes, each with a connection of its own. A busy machine is not what is tested here.
  const url = `redis://app:${PASSWORD}@127.0.0.1:${server.port}`;
  const time = { operationMs: 5_000, connectMs: 5_000 };
  parts = Array.from({ length: 5 }, () => redisStore({ url, ...time }).open('permits'));
});
afterAll(async () => {
  await Promise.all(parts.map((part) => part.close()));
  admin.disconnect();
  await server[Symbol.asyncDispose]();
});

/** One permit for each, from all processes at once. */
async function takeEach(count: number, rules = permitRules(20, 60_000)): Promise<PermitAnswer[]> {
  const request = { ...rules, wanted: 1, owed: 0 };
  const takes = Array.from({ length: count }, (_, index) => parts[index % 5]?.reserve?.(request));
  return (await Promise.all(takes)) as PermitAnswer[];
}

const total = (answers: readonly PermitAnswer[]) =>
  answers.reduce((sum, { granted }) => sum + granted, 0);

describe('permits in Redis, for a user with the least rights', () => {
  test('are no more than the limit, however many processes ask at once', async () => {
    await admin.flushall();
    const answers = await takeEach(100);
    expect(total(answers)).toBe(20);
    const refused = answers.filter(({ granted }) => granted === 0);
    for (const { waitMs, isPaused } of refused) {
      expect(isPaused).toBe(false);
      expect(waitMs).toBeGreaterThan(50_000);
      expect(waitMs).toBeLessThanOrEqual(63_000);
    }
  });

  test('come free when their time is over', async () => {
    await admin.flushall();
    const rules = { limit: 3, slotMs: 20, holdSlots: 4 };
    expect(total(await takeEach(9, rules))).toBe(3);
    await expect.poll(async () => total(await takeEach(1, rules))).toBe(1);
  });

  test('are kept in one key, under the hash tag of the credential, that ends by itself', async () => {
    await admin.flushall();
    await takeEach(3);
    expect(await admin.keys('*')).toEqual(['onetoken:{permits}:permits']);
    const lifeMs = await admin.pttl('onetoken:{permits}:permits');
    expect(lifeMs).toBeGreaterThan(60_000);
    expect(lifeMs).toBeLessThanOrEqual(63_000);
  });

  test('are given to nobody during a pause, and calls that left are counted all the same', async () => {
    await admin.flushall();
    await parts[0]?.note(API_PAUSE, '1', 30_000);
    const [answer] = await takeEach(1);
    expect(answer).toMatchObject({ granted: 0, isPaused: true });
    expect(answer?.waitMs).toBeGreaterThan(20_000);
    await parts[1]?.reserve?.({ ...permitRules(20, 60_000), wanted: 1, owed: 19 });
    await admin.del(`onetoken:{permits}:${API_PAUSE}`);
    expect(total(await takeEach(3))).toBe(1);
  });
});

test('the script decides as the function does that tests and processes without Redis use', async () => {
  const demands = fc.array(fc.record({ wanted: fc.nat(9), owed: fc.nat(3) }), { maxLength: 12 });
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: 30 }),
    demands,
    async (limit, list) => {
      await admin.flushall();
      // One slot for the whole test, so that it does not matter when it runs.
      const rules = { limit, slotMs: 1e13, holdSlots: 2 };
      let slots: readonly Slot[] = [];
      for (const demand of list) {
        const now = Date.now();
        const expected = reserve(slots, rules, demand, now);
        slots = expected.slots;
        const answer = await parts[0]?.reserve?.({ ...rules, ...demand });
        expect(answer?.granted).toBe(expected.granted);
        expect(answer?.waitMs === 0).toBe(expected.waitMs === 0);
      }
    },
  );
  await fc.assert(property, { numRuns: 25 });
});

test('what stands in the key is what the function remembers', async () => {
  const key = 'onetoken:{permits}:permits';
  // Slots of 32 years: this is the second one, and the first does not count any more.
  const rules = { limit: 20, slotMs: 1e12, holdSlots: 0 };
  await admin.set(key, '0:2,1:3');
  const slots = [
    { slot: 0, count: 2 },
    { slot: 1, count: 3 },
  ];
  const expected = reserve(slots, rules, { wanted: 30, owed: 1 }, Date.now());
  const answer = await parts[0]?.reserve?.({ ...rules, wanted: 30, owed: 1 });
  expect([answer?.granted, expected.granted]).toEqual([16, 16]);
  const remembered = expected.slots.map(({ slot, count }) => `${slot}:${count}`).join(',');
  expect([await admin.get(key), remembered]).toEqual(['1:20', '1:20']);
});
