import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What decides on this machine which tests are skipped: the version of Node, the servers, and whether root runs them. */
export function machine(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const isOnPath = (program: string) => folders.some((folder) => existsSync(join(folder, program)));
  return [
    process.version,
    `root: ${process.getuid?.() === 0}`,
    ...['redis-server', 'valkey-server', 'memcached', 'initdb'].filter(isOnPath),
    ...globSync('/usr/lib/postgresql/*/bin/initdb'),
  ];
}
