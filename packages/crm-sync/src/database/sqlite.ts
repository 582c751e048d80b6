import { DatabaseSync } from 'node:sqlite';
import { UnavailableError } from '@onetoken/service-kit';
import type { Database, Row, Transaction, Value } from './database.ts';

/** How long a step waits for another process that writes, in ms. */
const BUSY_MS = 5_000;

/** Temporary failures, by SQLite's result code. */
const OUTAGES: ReadonlyMap<number, string> = new Map([
  [5, 'another process has locked it'],
  [13, 'the disk is full'],
]);

/**
 * Node's built-in database, in one file. A write-ahead log survives a killed process; with `synchronous=FULL` a committed
 * step also survives a power failure.
 */
export function openSqlite(path: string, busyMs: number = BUSY_MS): Database {
  const connection = open(path, busyMs);
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

function open(path: string, timeout: number): DatabaseSync {
  const connection = new DatabaseSync(path, { timeout });
  try {
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    return connection;
  } catch (error) {
    connection.close();
    throw asOutage(error);
  }
}

async function inTransaction<T>(connection: DatabaseSync, work: () => Promise<T>): Promise<T> {
  try {
    // Takes the write lock at once: two writing processes wait for each other here, and not later.
    connection.exec('BEGIN IMMEDIATE');
    const result = await work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has ended it already.
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw asOutage(error);
  }
}

function asOutage(error: unknown): unknown {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  const outage = OUTAGES.get(code % 256); // the bytes above it are details
  return outage === undefined ? error : new UnavailableError(`SQLite is unavailable: ${outage}`);
}
