import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface ForgetfulProxy extends AsyncDisposable {
  readonly port: number;
  /** Forgets the connections that are open now, as a NAT gateway does: who sends on one of them gets a reset. */
  forget(): void;
  /** How many resets were sent. */
  resets(): number;
}

/** A TCP proxy on loopback to a port there. */
export async function startForgetfulProxy(target: number): Promise<ForgetfulProxy> {
  const open = new Set<Socket>();
  const forgotten = new Set<Socket>();
  let resets = 0;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    open.add(client);
    client.on('data', (chunk) => {
      if (!forgotten.has(client)) return void upstream.write(chunk);
      resets += 1;
      client.resetAndDestroy();
    });
    upstream.on('data', (chunk) => void client.write(chunk));
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.on('close', () => {
      open.delete(client);
      upstream.destroy();
    });
    upstream.on('close', () => forgotten.has(client) || client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    forget() {
      for (const client of open) forgotten.add(client);
    },
    resets: () => resets,
    async [Symbol.asyncDispose]() {
      for (const client of open) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
