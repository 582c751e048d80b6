import { findCommand } from '../processes/find-command.ts';
import { removeAtExit } from '../processes/watchdog.ts';
import { type TempDir, tempDir } from '../temp-dir.ts';
import type { TlsFiles } from '../tls.ts';
import { type ServerProcess, startServer } from './server.ts';

export interface RedisOptions {
  /** More arguments of redis-server, such as `['--maxmemory', '1mb']`. */
  readonly args?: readonly string[];
  /** Serves TLS only, with these files. */
  readonly tls?: TlsFiles;
  /** Lines of an ACL file, such as `user app on >secret ~onetoken:* &onetoken:* +@all`. */
  readonly acl?: readonly string[];
  /** Where it runs. Default: a new folder, removed at the end. */
  readonly folder?: string;
  /** Starts on this port, to come back where an earlier server was. Default: a free one. */
  readonly port?: number;
}

export interface RedisServer extends ServerProcess {
  /** `redis://127.0.0.1:PORT` or `rediss://localhost:PORT`. */
  readonly url: string;
}

/**
 * Starts a real Redis or Valkey without persistence.
 * @throws Error when neither is on PATH, or with its output when it does not start
 */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const command = findCommand(['redis-server', 'valkey-server']);
  if (command === undefined) {
    throw new Error('Neither redis-server nor valkey-server is on PATH: install one');
  }
  using started = new DisposableStack();
  const folder = options.folder ?? started.use(newFolder()).path;
  const server = await startServer(
    (port) => ({ command, args: redisArgs(port, folder, options) }),
    options.port,
  );
  const files = started.move();
  const dispose = async (): Promise<void> => {
    await server.kill();
    files.dispose();
  };
  const url = options.tls
    ? `rediss://localhost:${server.port}`
    : `redis://127.0.0.1:${server.port}`;
  return { ...server, url, [Symbol.asyncDispose]: dispose };
}

function newFolder(): TempDir {
  const dir = tempDir('onetoken-redis-');
  removeAtExit(dir.path);
  return dir;
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
