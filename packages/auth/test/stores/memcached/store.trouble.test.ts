import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { selfSignedTls, startFaultProxy, startMemcached, tempDir } from '@onetoken/test-kit';
import { describe, expect, test } from 'vitest';
import { MoodyClock } from '../../support/patience.ts';
import { publish, readToken, storeFailureOf } from '../../support/stores.ts';
import { command, useMemcached } from './use-memcached.ts';

const LEASE_MS = 60_000;
const { newScope, openStore, port: serverPort } = useMemcached();

/** `T` while the process is stopped. */
const stateOf = (pid: number): string =>
  execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).trim();

describe('a memcached in trouble', () => {
  test('frozen: three waits, then none for 5 s; thawed: all is as it was', async () => {
    await using frozen = await startMemcached();
    const clock = new MoodyClock();
    await using store = openStore(newScope(), { url: `memcache://${frozen.address}`, clock });
    const generation = await publish(store);
    frozen.signal('SIGSTOP');
    await expect.poll(() => stateOf(frozen.pid)).toBe('T');
    clock.isPatient = false;
    const reasons: string[] = [];
    for (let i = 0; i < 5; i += 1) reasons.push((await storeFailureOf(readToken(store))).reason);
    expect(reasons).toEqual(['timeout', 'timeout', 'timeout', 'breaker-open', 'breaker-open']);
    clock.isPatient = true;
    frozen.signal('SIGCONT');
    clock.leap(5_000);
    expect(await readToken(store)).toMatchObject({ generation });
  });

  test('killed and back, empty: the next generation is newer', async () => {
    const first = await startMemcached();
    await using store = openStore(newScope(), { url: `memcache://${first.address}` });
    const generation = await publish(store);
    await first.kill();
    const { reason, message } = await storeFailureOf(readToken(store));
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
    const fill = (i: number) => command(small.port, `set filler-${i} 0 0 ${big.length}\r\n${big}`);
    for (let i = 0; i < 5; i += 1) await fill(i).catch(() => undefined);
    expect((await storeFailureOf(store.note('big', big, LEASE_MS))).reason).toBe('out-of-memory');
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
      await using proxy = await startFaultProxy(serverPort());
      const clock = new MoodyClock();
      const url = `memcache://127.0.0.1:${proxy.port}`;
      await using store = openStore(newScope(), { url, clock });
      const generation = await publish(store);
      proxy.inject(toxic);
      clock.isPatient = reason !== 'timeout';
      expect((await storeFailureOf(readToken(store))).reason).toBe(reason);
      proxy.inject({ kind: 'none' });
      clock.isPatient = true;
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
    const error = await storeFailureOf(readToken(store));
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
  const { reason, message } = await storeFailureOf(readToken(untrusted));
  expect([reason, message]).toEqual(['disconnected', expect.stringContaining('SELF_SIGNED')]);
});
