import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFaultProxy } from '../src/index.ts';

const echo = createServer((socket) => socket.pipe(socket).on('error', () => socket.destroy()));
beforeAll(async () => {
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
});
afterAll(() => void echo.close());

const target = (): number => (echo.address() as AddressInfo).port;

it('forwards bytes both ways', async () => {
  await using proxy = await startFaultProxy(target());
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write('hello');
  expect(String((await once(socket, 'data'))[0])).toBe('hello');
  socket.destroy();
});

it('resets open connections', async () => {
  await using proxy = await startFaultProxy(target());
  const socket = connect(proxy.port, '127.0.0.1');
  socket.write('hello');
  await once(socket, 'data');
  const failure = once(socket, 'error');
  proxy.inject({ kind: 'reset_peer' });
  expect((await failure.catch((error: unknown) => [error]))[0]).toMatchObject({
    code: 'ECONNRESET',
  });
});

it('cuts an answer short', async () => {
  await using proxy = await startFaultProxy(target());
  proxy.inject({ kind: 'limit_data', bytes: 3 });
  const socket = connect(proxy.port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += String(chunk);
  });
  socket.write('hello');
  await once(socket, 'end');
  expect(received).toBe('hel');
  socket.destroy();
});
