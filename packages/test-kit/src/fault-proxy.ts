import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A network fault, by its name in toxiproxy. */
export type Toxic =
  | { readonly kind: 'none' }
  /** Delays every chunk. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Drops all bytes; the connection stays open. */
  | { readonly kind: 'timeout' }
  /** Resets open and new connections. */
  | { readonly kind: 'reset_peer' }
  /** Sends answers byte by byte. */
  | { readonly kind: 'slicer'; readonly delayMs: number }
  /** Closes the connection after so many bytes of the answer. */
  | { readonly kind: 'limit_data'; readonly bytes: number };

export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /** Replaces the fault, also for open connections. */
  inject(toxic: Toxic): void;
  /** How many connections are open on the client's side. */
  openConnections(): number;
}

/** A TCP proxy in front of a loopback port that can inject network faults. */
export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let toxic: Toxic = { kind: 'none' };
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    client.on('error', () => client.destroy());
    if (toxic.kind === 'reset_peer') return void client.resetAndDestroy();
    const upstream = connect(targetPort, '127.0.0.1');
    upstream.on('error', () => client.destroy());
    void forward(client, upstream, () => toxic, false);
    void forward(upstream, client, () => toxic, true);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const inject = (next: Toxic): void => {
    toxic = next;
    if (next.kind === 'reset_peer') for (const client of clients) client.resetAndDestroy();
  };
  const dispose = async (): Promise<void> => {
    for (const client of clients) client.destroy();
    server.close();
    await once(server, 'close');
  };
  const { port } = server.address() as AddressInfo;
  return { port, inject, openConnections: () => clients.size, [Symbol.asyncDispose]: dispose };
}

async function forward(
  from: Socket,
  to: Socket,
  toxic: () => Toxic,
  isAnswer: boolean,
): Promise<void> {
  let sent = 0;
  try {
    for await (const chunk of from) {
      sent += (chunk as Buffer).length;
      await pass(chunk as Buffer, to, toxic(), isAnswer, sent);
    }
    to.end();
  } catch {
    to.destroy();
  }
}

async function pass(
  chunk: Buffer,
  to: Socket,
  toxic: Toxic,
  isAnswer: boolean,
  sent: number,
): Promise<void> {
  if (toxic.kind === 'timeout') return;
  if (toxic.kind === 'latency') await delay(toxic.ms);
  if (toxic.kind === 'slicer' && isAnswer) {
    for (const byte of chunk) {
      await delay(toxic.delayMs);
      to.write(Buffer.of(byte));
    }
    return;
  }
  if (toxic.kind === 'limit_data' && isAnswer && sent > toxic.bytes) {
    to.end(chunk.subarray(0, Math.max(0, chunk.length - (sent - toxic.bytes))));
    return;
  }
  to.write(chunk);
}
