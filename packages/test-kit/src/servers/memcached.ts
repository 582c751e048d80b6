import { type ServerProcess, startServer } from './server.ts';

export interface MemcachedOptions {
  /** More arguments of memcached, such as `['-m', '1', '-M']`. */
  readonly args?: readonly string[];
  /** Starts on this port, to come back where an earlier server was. Default: a free one. */
  readonly port?: number;
}

export interface MemcachedServer extends ServerProcess {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
}

/** Starts a real memcached on loopback. */
export async function startMemcached(options: MemcachedOptions = {}): Promise<MemcachedServer> {
  // memcached refuses to run as root; `-u` has no effect for others.
  const user = ['-u', 'nobody'];
  const server = await startServer(
    (port) => ({
      command: 'memcached',
      args: ['-l', '127.0.0.1', '-p', String(port), '-U', '0', ...user, ...(options.args ?? [])],
    }),
    options.port,
  );
  return { ...server, address: `127.0.0.1:${server.port}` };
}
