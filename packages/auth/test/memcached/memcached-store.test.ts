import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import {
  findSecrets,
  freePort,
  type MemcachedServer,
  selfSignedTls,
  startFaultProxy,
  startMemcached,
  tempDir,
} from '@onetoken/test-kit';
import fc from 'fast-check';
import { createNode } from 'memcache';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import { StoreUnavailableError } from '../../src/errors.ts';
import { type MemcachedStoreOptions, memcachedStore } from '../../src/memcached/index.ts';
import type { CredentialStore } from '../../src/store.ts';
import { patientClock } from '../support/patience.ts';

const LEASE_MS = 60_000;
let server: MemcachedServer;
let scopes = 0;

beforeAll(async () => {
  server = await startMemcached();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** A scope of its own for each test: they share one server. */
function newScope(): string {
  scopes += 1;
  return `visibly-fake-scope-${scopes}`;
}

type TestStore = CredentialStore & AsyncDisposable;

function openStore(scope: string, options: Partial<MemcachedStoreOptions> = {}): TestStore {
  const url = `memcache://${server.address}`;
  const store = memcachedStore({ url, clock: patientClock, ...options }).open(scope);
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}

async function publish(store: CredentialStore, sealed = 'sealed'): Promise<number> {
  const lease = await store.acquire('owner', LEASE_MS);
  if (lease.kind !== 'granted') throw new Error('the lease is held');
  const { generation } = lease;
  const token = { name: 'token', sealed, fingerprint: 'print', ttlMs: LEASE_MS, clears: [] };
  expect(await store.publish({ owner: 'owner', generation, ...token })).toBe('published');
  return generation;
}

const readToken = async (store: CredentialStore) =>
  (await store.read({ tokens: ['token'], notes: [] })).tokens[0];

async function failureOf(operation: Promise<unknown>): Promise<StoreUnavailableError> {
  const error = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreUnavailableError);
  return error as StoreUnavailableError;
}

/** Says something to memcached past the store. */
async function command(
  line: string,
  { port = server.port, isMultiline = false } = {},
): Promise<unknown> {
  const node = createNode('127.0.0.1', port);
  await node.connect();
  try {
    return await node.command(line, { isMultiline });
  } finally {
    await node.disconnect();
  }
}

/** `T` while the process is stopped. */
const stateOf = (pid: number): string =>
  execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).trim();

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
    expect(await command(`mg team:a:${scope} t`)).toBe('HD t604800');
  });

  test('may be lost: generations go on growing', async () => {
    const scope = newScope();
    await using store = openStore(scope);
    const before = await publish(store);
    for (const pod of [store, openStore(scope)]) {
      await command(`delete onetoken:${scope}`);
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
        await command(`set ${key} 0 0 ${Buffer.byteLength(text)}\r\n${text}`);
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
    const item = await command(`get onetoken:${scope}`, { isMultiline: true });
    expect(String(item)).toContain('v1.sealed');
    const port = await freePort();
    await using unreachable = openStore(scope, { url: `memcache://127.0.0.1:${port}` });
    const error = await failureOf(unreachable.note('note', secrets.token, 10));
    const texts = [String(item), inspect(error, { depth: 9, showHidden: true }), error.stack];
    expect(findSecrets(texts.join('\n'), secrets)).toEqual([]);
  });
});

describe('a memcached in trouble', () => {
  /** A clock that can leap, for pauses that a test does not want to wait for. */
  function leapingClock(): Clock & { leap(ms: number): void } {
    let ahead = 0;
    return {
      ...systemClock,
      monotonic: () => performance.now() + ahead,
      leap: (ms) => {
        ahead += ms;
      },
    };
  }

  test('frozen: three waits, then none for 5 s; thawed: all is as it was', async () => {
    await using frozen = await startMemcached();
    const clock = leapingClock();
    await using store = openStore(newScope(), { url: `memcache://${frozen.address}`, clock });
    const generation = await publish(store);
    frozen.signal('SIGSTOP');
    await expect.poll(() => stateOf(frozen.pid)).toBe('T');
    const reasons: string[] = [];
    for (let i = 0; i < 5; i += 1) reasons.push((await failureOf(readToken(store))).reason);
    expect(reasons).toEqual(['timeout', 'timeout', 'timeout', 'breaker-open', 'breaker-open']);
    frozen.signal('SIGCONT');
    clock.leap(5_000);
    expect(await readToken(store)).toMatchObject({ generation });
  });

  test('killed and back, empty: the next generation is newer', async () => {
    const first = await startMemcached();
    await using store = openStore(newScope(), { url: `memcache://${first.address}` });
    const generation = await publish(store);
    await first.kill();
    const { reason, message } = await failureOf(readToken(store));
    expect(reason).toBe('disconnected');
    expect(message).toContain(`memcached at 127.0.0.1:${first.port}`);
    await using _second = await startMemcached({ port: first.port });
    expect(await readToken(store)).toBeUndefined();
    expect(await publish(store)).toBeGreaterThan(generation);
  });

  test('full, and told to evict nothing: out-of-memory, and what was stored stays', async () => {
    await using small = await startMemcached({ args: ['-m', '2', '-M'] });
    await using store = openStore(newScope(), { url: `memcache://${small.address}` });
    const generation = await publish(store);
    const big = 'x'.repeat(400_000);
    const fill = (i: number) =>
      command(`set filler-${i} 0 0 ${big.length}\r\n${big}`, { port: small.port });
    for (let i = 0; i < 5; i += 1) await fill(i).catch(() => undefined);
    expect((await failureOf(store.note('big', big, LEASE_MS))).reason).toBe('out-of-memory');
    expect(await readToken(store)).toMatchObject({ generation });
  });

  test.each([
    ['reset', { kind: 'reset_peer' }, 'disconnected'],
    ['silent', { kind: 'timeout' }, 'timeout'],
    ['slow, byte by byte', { kind: 'slicer', delayMs: 20 }, 'timeout'],
    ['cut off', { kind: 'limit_data', bytes: 20 }, 'disconnected'],
  ] as const)(
    'a network that is %s: one clear error, and then all is well',
    async (_, toxic, reason) => {
      await using proxy = await startFaultProxy(server.port);
      await using store = openStore(newScope(), {
        url: `memcache://127.0.0.1:${proxy.port}`,
        clock: systemClock,
      });
      const generation = await publish(store);
      proxy.inject(toxic);
      expect((await failureOf(readToken(store))).reason).toBe(reason);
      proxy.inject({ kind: 'none' });
      expect(await readToken(store)).toMatchObject({ generation });
    },
  );

  test.each([
    ['memcached before 1.6', 'ERROR\r\n', 'a command is unknown to it'],
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'does not answer like memcached'],
  ])('%s is told apart', async (_, answer, message) => {
    const impostor = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) =>
        socket.write(answer.repeat(data.toString().split('\r\n').length - 1)),
      );
    }).listen(0, '127.0.0.1');
    await once(impostor, 'listening');
    const { port } = impostor.address() as AddressInfo;
    await using store = openStore(newScope(), { url: `memcache://127.0.0.1:${port}` });
    const error = await failureOf(readToken(store));
    expect([error.reason, error.message]).toEqual(['error', expect.stringContaining(message)]);
    await store.close();
    impostor.close();
  });
});

test('TLS: with the right CA it works, with the wrong one nothing is sent', async () => {
  using dir = tempDir('onetoken-memcached-tls-');
  const { caFile, certFile, keyFile } = selfSignedTls(dir.path);
  // A test that runs as root starts memcached as somebody else, who has to read them.
  chmodSync(dir.path, 0o755);
  chmodSync(keyFile, 0o644);
  const args = ['-Z', '-o', `ssl_chain_cert=${certFile},ssl_key=${keyFile}`];
  await using secure = await startMemcached({ args });
  const url = `memcaches://localhost:${secure.port}`;
  const scope = newScope();
  await using trusted = openStore(scope, { url, tls: { ca: readFileSync(caFile) } });
  await publish(trusted);
  expect(await readToken(trusted)).toBeDefined();
  await using untrusted = openStore(scope, { url });
  const { reason, message } = await failureOf(readToken(untrusted));
  expect([reason, message]).toEqual(['disconnected', expect.stringContaining('SELF_SIGNED')]);
});

test('close ends the connection with the last part, and only then', async () => {
  await using proxy = await startFaultProxy(server.port);
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
