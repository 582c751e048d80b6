import { type ServerProcess, startServer } from './server-process.ts';
import { tempDir } from './temp-dir.ts';
import type { TlsFiles } from './tls.ts';

export interface RedisOptions {
  /** More arguments of redis-server, such as `['--maxmemory', '1mb']`. */
  readonly args?: readonly string[];
  /** Serves TLS only, with these files. */
  readonly tls?: TlsFiles;
  /** Lines of an ACL file, such as `user app on >secret ~onetoken:* &onetoken:* +@all`. */
  readonly acl?: readonly string[];
  /** Starts on this port, to come back where an earlier server was. Default: a free one. */
  readonly port?: number;
}

export interface RedisServer extends ServerProcess {
  /** `redis://127.0.0.1:PORT` or `rediss://localhost:PORT`. */
  readonly url: string;
}

/** Starts a real Redis or Valkey without persistence. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const dir = tempDir('onetoken-redis-');
  const server = await startServer(
    (port) => ({ command: 'redis-server', args: redisArgs(port, dir.path, options) }),
    options.port,
  );
  const dispose = async (): Promise<void> => {
    await server.kill();
    dir[Symbol.dispose]();
  };
  const url = options.tls
    ? `rediss://localhost:${server.port}`
    : `redis://127.0.0.1:${server.port}`;
  return { ...server, url, [Symbol.asyncDispose]: dispose };
}

function redisArgs(port: number, dir: string, options: RedisOptions): string[] {
  const listen = options.tls
    ? ['--port', '0', '--tls-port', String(port), ...tlsArgs(options.tls)]
    : ['--port', String(port)];
  const acl = (options.acl ?? []).flatMap((line) => [
    '--user',
    ...line.replace(/^user /, '').split(' '),
  ]);
  const files = ['--dir', dir, '--save', '', '--appendonly', 'no', '--daemonize', 'no'];
  return ['--bind', '127.0.0.1', ...listen, ...files, ...acl, ...(options.args ?? [])];
}

function tlsArgs(tls: TlsFiles): string[] {
  const files = ['--tls-cert-file', tls.certFile, '--tls-key-file', tls.keyFile];
  return [...files, '--tls-ca-cert-file', tls.caFile, '--tls-auth-clients', 'no'];
}
