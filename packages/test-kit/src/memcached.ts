import { type ServerProcess, startServer } from './server-process.ts';

export interface MemcachedServer extends ServerProcess {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
}

/** Starts a real memcached on loopback. */
export async function startMemcached(): Promise<MemcachedServer> {
  // memcached refuses to run as root without a user to become.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const server = await startServer((port) => ({
    command: 'memcached',
    args: ['-l', '127.0.0.1', '-p', String(port), '-U', '0', ...user],
  }));
  return { ...server, address: `127.0.0.1:${server.port}` };
}
