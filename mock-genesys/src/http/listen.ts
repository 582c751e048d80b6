import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../tls/certificate.ts';
import type { TypedApp } from './typed-app.ts';

/** A server that listens, and how to reach and to end it. */
export interface Listener {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Puts one more listener in front of an app that already listens elsewhere. */
export async function listenBeside(
  app: TypedApp,
  at: { readonly host: string; readonly port: number },
  certificate: Certificate | undefined,
): Promise<Listener> {
  const server: Server = certificate
    ? createHttpsServer(certificate, app.routing)
    : createHttpServer(app.routing);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return {
    port: portOf(server),
    url: urlOf(server, at.host),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** The URL under which a server can be called; a wildcard address can be listened on only. */
export function urlOf(server: Server, host: string): string {
  const scheme = 'setSecureContext' in server ? 'https' : 'http';
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${portOf(server)}`;
}
