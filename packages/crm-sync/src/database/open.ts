import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { createSchema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

/** Opens the database of a `DATABASE_URL` (`postgres://…`, `sqlite:PATH`, or a plain path), and creates its tables. */
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
  return openSqlite(url.replace(/^sqlite:/, ''));
}
