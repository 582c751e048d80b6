import { DatabaseSync } from 'node:sqlite';
import type { Database, Row, Transaction, Value } from './database.ts';

/** How long a step waits for another process that writes, in ms. */
const BUSY_MS = 5_000;

/**
 * The database of Node itself, in one file. A write-ahead log survives a killed process whole; `synchronous=FULL`
 * makes a committed step survive a power cut, too.
 */
export function openSqlite(path: string): Database {
  const connection = new DatabaseSync(path, { timeout: BUSY_MS });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const transaction: Transaction = {
    run: async (sql, parameters = []) => Number(connection.prepare(sql).run(...parameters).changes),
    all: async (sql, parameters: readonly Value[] = []) =>
      connection.prepare(sql).all(...parameters) as readonly Row[],
  };
  // One connection, so one transaction at a time: the next one waits for the end of this chain.
  let last: Promise<unknown> = Promise.resolve();
  return {
    kind: 'sqlite',
    transaction(work) {
      const result = last.then(() => inTransaction(connection, () => work(transaction)));
      last = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      await last;
      connection.close();
    },
  };
}

async function inTransaction<T>(connection: DatabaseSync, work: () => Promise<T>): Promise<T> {
  // Takes the write lock at once: two processes that write wait for each other here, and nowhere later.
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = await work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    connection.exec('ROLLBACK');
    throw error;
  }
}
