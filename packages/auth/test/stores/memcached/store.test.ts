import { inspect } from 'node:util';
import { findSecrets, freePort, startFaultProxy } from '@onetoken/test-kit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/ports/clock.ts';
import { memcachedStore } from '../../../src/stores/memcached/store.ts';
import { patientClock } from '../../support/patience.ts';
import { publish, readToken, storeFailureOf } from '../../support/stores.ts';
import { command, useMemcached } from './use-memcached.ts';

const LEASE_MS = 60_000;
const { newScope, openStore, port: serverPort } = useMemcached();

const aheadBy = (ms: number): Clock => ({ ...patientClock, now: () => Date.now() + ms });

describe('between processes', () => {
  test('of 20 that race for a lease one gets it', async () => {
    const scope = newScope();
    await using stack = new AsyncDisposableStack();
    const stores = Array.from({ length: 20 }, () => stack.use(openStore(scope)));
    const leases = await Promise.all(stores.map((store, i) => store.acquire(`pod ${i}`, LEASE_MS)));
    expect(leases.filter((lease) => lease.kind === 'granted')).toHaveLength(1);
  });

  test('no write of 10 at the same time is lost', async () => {
    const scope = newScope();
    await using stack = new AsyncDisposableStack();
    const names = Array.from({ length: 10 }, (_, i) => `note ${i}`);
    const write = (name: string) => stack.use(openStore(scope)).note(name, name, LEASE_MS);
    await Promise.all(names.map(write));
    const { notes } = await stack.use(openStore(scope)).read({ tokens: [], notes: names });
    expect(notes.map((note) => note?.value)).toEqual(names);
  });

  test.each([600_000, -600_000])('a clock that is wrong by %i ms costs seconds', async (ms) => {
    const scope = newScope();
    await using right = openStore(scope);
    await using wrong = openStore(scope, { clock: aheadBy(ms) });
    await publish(right);
    const token = await readToken(wrong);
    expect(Math.abs((token?.remainingMs ?? 0) - LEASE_MS)).toBeLessThan(5_000);
    await wrong.acquire('wrong', LEASE_MS);
    const held = await right.acquire('right', LEASE_MS);
    expect(held.kind === 'held' && Math.abs(held.remainingMs - LEASE_MS) < 5_000).toBe(true);
  });
});

describe('what memcached holds', () => {
  test('is one item per credential, under the prefix, that ends by itself', async () => {
    const scope = newScope();
    await using store = openStore(scope, { prefix: 'team:a' });
    await publish(store);
    expect(await command(serverPort(), `mg team:a:${scope} t`)).toBe('HD t604800');
  });

  test('may be lost: generations go on growing', async () => {
    const scope = newScope();
    await using store = openStore(scope);
    const before = await publish(store);
    for (const pod of [store, openStore(scope)]) {
      await command(serverPort(), `delete onetoken:${scope}`);
      expect(await readToken(pod)).toBeUndefined();
      const generation = await publish(pod);
      expect(generation).toBeGreaterThan(before);
      await pod.close();
    }
  });

  test('may be lost: then a clock that is wrong is believed within two seconds', async () => {
    for (const ms of [3_600_000, -3_600_000]) {
      await using wrong = openStore(newScope(), { clock: aheadBy(ms) });
      expect(Math.abs((await publish(wrong)) - Date.now())).toBeLessThan(3_000);
    }
  });

  test('may be garbage: that is a miss, never a crash', async () => {
    const scope = newScope();
    const key = `onetoken:${scope}`;
    await using store = openStore(scope);
    const garbage = fc.oneof(fc.string({ unit: 'grapheme' }), fc.json());
    await fc.assert(
      fc.asyncProperty(garbage, async (text) => {
        await command(serverPort(), `set ${key} 0 0 ${Buffer.byteLength(text)}\r\n${text}`);
        expect(await readToken(store)).toBeUndefined();
        await publish(store);
        expect(await readToken(store)).toBeDefined();
      }),
      { numRuns: 50 },
    );
  });

  test('is nothing but what was sealed', async () => {
    const scope = newScope();
    const secrets = { token: 'visibly-fake-access-token-0123456789' };
    await using store = openStore(scope);
    await publish(store, 'v1.sealed');
    const item = await command(serverPort(), `get onetoken:${scope}`, true);
    expect(String(item)).toContain('v1.sealed');
    const port = await freePort();
    await using unreachable = openStore(scope, { url: `memcache://127.0.0.1:${port}` });
    const error = await storeFailureOf(unreachable.note('note', secrets.token, 10));
    const texts = [String(item), inspect(error, { depth: 9, showHidden: true }), error.stack];
    expect(findSecrets(texts.join('\n'), secrets)).toEqual([]);
  });
});

test('close ends the connection with the last part, and only then', async () => {
  await using proxy = await startFaultProxy(serverPort());
  const store = memcachedStore({ url: `memcache://127.0.0.1:${proxy.port}` });
  const [one, other] = [store.open(newScope()), store.open(newScope())];
  await Promise.all([readToken(one), readToken(other)]);
  expect(proxy.openConnections()).toBe(1);
  await one.close();
  await one.close();
  await readToken(other);
  expect(proxy.openConnections()).toBe(1);
  await other.close();
  await expect.poll(() => proxy.openConnections()).toBe(0);
});

test.each(['', 'a b', 'x'.repeat(101), 'line\r\nbreak'])('prefix %j is a TypeError', (prefix) => {
  expect(() => memcachedStore({ url: 'memcache://localhost', prefix })).toThrow(TypeError);
});

test.each(['', 'a b', 'a\r\nflush_all'])('scope %j is a TypeError', (bad) => {
  expect(() => memcachedStore({ url: 'memcache://localhost' }).open(bad)).toThrow(TypeError);
});
