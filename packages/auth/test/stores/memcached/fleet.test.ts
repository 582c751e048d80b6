import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { findSecrets, type MemcachedServer, startMemcached } from '@onetoken/test-kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/ports/clock.ts';
import type { TokenProvider } from '../../../src/ports/provider.ts';
import { createTokenProvider } from '../../../src/provider/token-provider.ts';
import { memcachedStore } from '../../../src/stores/memcached/store.ts';
import { FakeLogin } from '../../../src/testing/fake-login.ts';
import { patientClock } from '../../support/patience.ts';

const SECRET = 'visibly-fake-secret-0123456789';

let server: MemcachedServer;
let login: FakeLogin;

beforeAll(async () => {
  server = await startMemcached();
});
afterAll(async () => server[Symbol.asyncDispose]());
beforeEach(() => {
  login = new FakeLogin(systemClock);
});

const newPod = (clientId: string, address = server.address): TokenProvider =>
  createTokenProvider({
    region: 'mypurecloud.ie',
    clientId,
    clientSecret: SECRET,
    store: memcachedStore({ url: `memcache://${address}`, clock: patientClock }),
    send: login.send,
  });

async function withPods(clientId: string, use: (pods: TokenProvider[]) => Promise<void>) {
  await using stack = new AsyncDisposableStack();
  await use(Array.from({ length: 8 }, () => stack.use(newPod(clientId))));
}

test('eight pods with 25 callers each ask for one token', async () => {
  login.latencyMs = 50;
  await withPods('visibly-fake-client-1', async (pods) => {
    const callers = pods.flatMap((pod) => Array.from({ length: 25 }, () => pod.getAccessToken()));
    expect(new Set(await Promise.all(callers)).size).toBe(1);
  });
  expect(login.tokenRequests).toHaveLength(1);
});

test('a token that one pod found revoked costs the fleet one more', async () => {
  await withPods('visibly-fake-client-2', async (pods) => {
    const getAll = () => Promise.all(pods.map((pod) => pod.getAccessToken()));
    const [revoked = ''] = await getAll();
    await Promise.all(pods.map((pod) => pod.invalidate(revoked)));
    const renewed = await getAll();
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(revoked);
  });
  expect(login.tokenRequests).toHaveLength(2);
});

/** Everything that goes to memcached and comes back, past a listener of our own. */
async function tap(): Promise<AsyncDisposable & { readonly port: number; text(): string }> {
  const chunks: Buffer[] = [];
  const tapServer = createServer((client) => {
    const upstream = connect(server.port, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (chunk) => chunks.push(chunk));
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await once(tapServer, 'listening');
  const { port } = tapServer.address() as AddressInfo;
  const text = (): string => Buffer.concat(chunks).toString();
  const dispose = async (): Promise<void> => void tapServer.close();
  return { port, text, [Symbol.asyncDispose]: dispose };
}

test('memcached never sees the token or the secret', async () => {
  await using wire = await tap();
  const pod = newPod('visibly-fake-client-3', `127.0.0.1:${wire.port}`);
  const token = await pod.getAccessToken();
  await pod.invalidate(token);
  const next = await pod.getAccessToken();
  await pod.close();
  expect(wire.text()).toContain('"sealed":"v1.');
  expect(findSecrets(wire.text(), { token, next, SECRET })).toEqual([]);
});
