import { join } from 'node:path';
import { tempDir } from '@onetoken/test-kit';
import { findPostgres, startPostgres } from './postgres.ts';

/** A place for one empty database. */
export interface Place extends AsyncDisposable {
  readonly url: string;
}

export interface DatabaseKind {
  readonly name: string;
  /** Why it cannot run here. */
  readonly missing: string | undefined;
  create(): Promise<Place>;
}

/** Both databases; PostgreSQL where its server is installed. */
export function databaseKinds(): readonly DatabaseKind[] {
  const bin = findPostgres();
  return [
    {
      name: 'SQLite',
      missing: undefined,
      create: async () => {
        const dir = tempDir('onetoken-sqlite-');
        const dispose = async () => dir[Symbol.dispose]();
        return { url: `sqlite:${join(dir.path, 'crm.sqlite')}`, [Symbol.asyncDispose]: dispose };
      },
    },
    {
      name: 'PostgreSQL',
      missing:
        bin === undefined ? 'PostgreSQL is not installed (apt-get install postgresql)' : undefined,
      create: () => startPostgres(bin ?? ''),
    },
  ];
}
