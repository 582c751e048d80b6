import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerProcess, startServer, tempDir } from '@onetoken/test-kit';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';
const READY_TRIES = 100;

/** A new, empty PostgreSQL on loopback. */
export interface PostgresServer extends ServerProcess {
  readonly url: string;
}

/** The folder of PostgreSQL's programs: on PATH, or where Debian keeps the newest; undefined where there is none. */
export function findPostgres(): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (onPath !== undefined) return onPath;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

export async function startPostgres(bin: string): Promise<PostgresServer> {
  const dir = tempDir('onetoken-postgres-');
  const runAs = serverUser(dir.path);
  const initdb = [
    '-D',
    dir.path,
    '-A',
    'trust',
    '-U',
    'sync',
    '--no-sync',
    '--no-locale',
    '-E',
    'UTF8',
  ];
  execFileSync(join(bin, 'initdb'), initdb, { stdio: 'ignore', cwd: '/', ...runAs });
  const server = await startServer((port) => ({
    command: join(bin, 'postgres'),
    args: [
      ...['-D', dir.path, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
      ...['-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    ],
    runAs,
  }));
  const url = `postgres://sync@127.0.0.1:${server.port}/postgres`;
  await untilReady(url);
  const dispose = async (): Promise<void> => {
    await server.kill();
    dir[Symbol.dispose]();
  };
  return { ...server, url, [Symbol.asyncDispose]: dispose };
}

/** PostgreSQL refuses to run as root, so root hands the folder and the process to the user of Debian's package. */
function serverUser(path: string): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
  chownSync(path, id, id);
  return { uid: id, gid: id };
}

async function untilReady(url: string): Promise<void> {
  for (let i = 0; i < READY_TRIES; i += 1) {
    const client = new pg.Client({ connectionString: url });
    const ready = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (ready) return;
    await sleep(50);
  }
  throw new Error('PostgreSQL did not become ready');
}
