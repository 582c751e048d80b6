import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UnavailableError } from '@onetoken/service-kit';
import { tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/database/sqlite.ts';

const write = 'CREATE TABLE IF NOT EXISTS rows (id TEXT)';

/** A file with a write-ahead log, and another process's connection to it. */
function place() {
  const dir = tempDir();
  const path = join(dir.path, 'crm.sqlite');
  const other = new DatabaseSync(path);
  const dispose = (): void => {
    other.close();
    dir[Symbol.dispose]();
  };
  return { path, other, [Symbol.dispose]: dispose };
}

describe('a SQLite that another process has locked', () => {
  it('is unavailable for a step, and works once it is free', async () => {
    using file = place();
    const database = openSqlite(file.path, 10);
    file.other.exec('BEGIN IMMEDIATE');
    const step = () => database.transaction((transaction) => transaction.run(write));
    await expect(step()).rejects.toThrow(UnavailableError);
    file.other.exec('COMMIT');
    await expect(step()).resolves.toBe(0);
    await database.close();
  });

  it('is unavailable to be opened', () => {
    using file = place();
    file.other.exec('BEGIN EXCLUSIVE');
    expect(() => openSqlite(file.path, 10)).toThrow(UnavailableError);
    file.other.exec('COMMIT');
  });
});

it('a full SQLite is unavailable, and tells why the step failed', async () => {
  using file = place();
  const database = openSqlite(file.path);
  const fill = database.transaction(async (transaction) => {
    await transaction.run('CREATE TABLE large (content BLOB)');
    await transaction.all('PRAGMA max_page_count = 3');
    await transaction.run('INSERT INTO large VALUES (zeroblob(1000000))');
  });
  await expect(fill).rejects.toThrow('SQLite is unavailable: the disk is full');
  await database.close();
});
