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

/** The user id that Linux reserves for processes without rights. */
const UNPRIVILEGED = 65_534;

/** Starts a real memcached on loopback. */
export async function startMemcached(options: MemcachedOptions = {}): Promise<MemcachedServer> {
  // memcached refuses to run as root.
  const runAs = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : undefined;
  const server = await startServer(
    (port) => ({
      command: 'memcached',
      args: ['-l', '127.0.0.1', '-p', String(port), '-U', '0', ...(options.args ?? [])],
      runAs,
    }),
    options.port,
  );
  return { ...server, address: `127.0.0.1:${server.port}` };
}
