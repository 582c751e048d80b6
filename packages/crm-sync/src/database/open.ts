import { ConfigurationError } from '@onetoken/service-kit';
import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { createSchema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

/**
 * Opens the database of a `DATABASE_URL` (`postgres://…`, `sqlite:PATH`, or a plain path), and creates its tables.
 * @throws ConfigurationError on another scheme
 */
export async function openDatabase(
  url: string,
  onError: (reason: string) => void,
): Promise<Database> {
  const database = connect(url, onError);
  await createSchema(database).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  return database;
}

function connect(url: string, onError: (reason: string) => void): Database {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, onError);
  if (/^[a-z][a-z0-9+]+:\/\//i.test(url)) {
    const scheme = url.slice(0, url.indexOf(':'));
    throw new ConfigurationError([
      `DATABASE_URL: ${scheme} is neither postgres:// nor sqlite:PATH`,
    ]);
  }
  return openSqlite(url.replace(/^sqlite:/, ''));
}
