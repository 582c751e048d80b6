import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { ConfigurationError, listenOn } from '@onetoken/service-kit';
import type { FastifyInstance } from 'fastify';

/** Where the agent listens: a TCP port, or a Unix socket that only its own user may open. */
export type ListenAt =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string };

/**
 * Starts to listen.
 * @returns the address for the ready line: `http://…`, or `unix:/path`
 */
export async function listen(app: FastifyInstance, at: ListenAt): Promise<string> {
  if (at.kind === 'tcp') return listenOn(app, at);
  await removeStaleSocket(at.path);
  // The socket must never exist with wider rights, not even for a moment.
  const umask = process.umask(0o177);
  try {
    await app.listen({ path: at.path });
  } finally {
    process.umask(umask);
  }
  chmodSync(at.path, 0o600);
  return `unix:${at.path}`;
}

/** Removes the socket of a killed agent, but never a socket in use or any other file. */
async function removeStaleSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isSocket()) {
    throw new ConfigurationError([`--socket ${path}: there is a file that is no socket`]);
  }
  if (await accepts(path)) {
    throw new ConfigurationError([`--socket ${path}: another process listens there`]);
  }
  unlinkSync(path);
}

function accepts(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(path);
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
