import { UnavailableError } from '@onetoken/service-kit';
import { type FaultProxy, startFaultProxy } from '@onetoken/test-kit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Transaction } from '../../src/database/database.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../support/postgres.ts';

const bin = findPostgres();

/** A query of this address sets what the code sets, so that a test need not wait for half a minute. */
const at = (url: string, settings: Record<string, string> = {}): Database & AsyncDisposable => {
  const address = `${url}?${new URLSearchParams(settings)}`;
  const database = openPostgres(address, () => undefined);
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
};
const sleepLong = (transaction: Transaction) => transaction.all('SELECT pg_sleep(60)');
const backend = async (transaction: Transaction): Promise<number> =>
  Number((await transaction.all('SELECT pg_backend_pid() AS pid'))[0]?.['pid']);

describe.skipIf(bin === undefined)('a PostgreSQL that fails in the middle of a step', () => {
  let server: PostgresServer;
  let proxy: FaultProxy;
  let throughProxy: string;
  let admin: pg.Client;
  beforeAll(async () => {
    server = await startPostgres(bin ?? '');
    proxy = await startFaultProxy(server.port);
    throughProxy = server.url.replace(`:${server.port}/`, `:${proxy.port}/`);
    admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query('CREATE TABLE rows (id TEXT PRIMARY KEY)');
  });
  afterAll(async () => {
    await admin?.end();
    await proxy?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  /** A step that writes and then waits; `fail` is what happens to it meanwhile. */
  const interrupted = (database: Database, fail: (pid: number) => unknown) =>
    database.transaction(async (transaction) => {
      await transaction.run("INSERT INTO rows VALUES ('half')");
      const waiting = Promise.all([fail(await backend(transaction)), sleepLong(transaction)]);
      return await waiting;
    });
  const terminate = (pid: number) => admin.query('SELECT pg_terminate_backend($1::int)', [pid]);
  const stored = (database: Database) =>
    database.transaction((transaction) => transaction.all('SELECT id FROM rows'));

  it.each([
    ['ends the connection', terminate],
    ['is reset on the way', () => proxy.inject({ kind: 'reset_peer' })],
    ['says nothing any more', () => proxy.inject({ kind: 'timeout' })],
  ])(
    'that %s is unavailable; nothing of the step is there, and the next one works',
    async (_, fail) => {
      await using database = at(throughProxy, { query_timeout: '500' });
      await expect(interrupted(database, fail)).rejects.toThrow(UnavailableError);
      proxy.inject({ kind: 'none' });
      expect(await stored(database)).toEqual([]);
    },
  );

  it('does not keep the locks of a worker that is frozen', async () => {
    await using frozen = at(server.url, { idle_in_transaction_session_timeout: '200' });
    await using database = at(server.url);
    const step = frozen.transaction(async (transaction) => {
      await transaction.run("INSERT INTO rows VALUES ('locked')");
      await database.transaction((other) => other.run("INSERT INTO rows VALUES ('locked')"));
      await transaction.run('DELETE FROM rows');
    });
    await expect(step).rejects.toThrow(UnavailableError);
    expect(await stored(database)).toEqual([{ id: 'locked' }]);
    await admin.query('DELETE FROM rows');
  });

  it.each([
    ['takes too long', { statement_timeout: '100' }],
    ['has become read-only', { options: '-c default_transaction_read_only=on' }],
  ])('that %s is unavailable, too', async (_, settings) => {
    await using database = at(server.url, settings);
    const step = database.transaction(async (transaction) => {
      await transaction.run("INSERT INTO rows VALUES ('late')");
      await sleepLong(transaction);
    });
    await expect(step).rejects.toThrow(UnavailableError);
    expect(await stored(database)).toEqual([]);
  });

  it('is told how long a step may take and idle', async () => {
    await using database = at(server.url);
    const show = (name: string) =>
      database.transaction((transaction) => transaction.all(`SHOW ${name}`));
    expect(await show('statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
    const idle = 'idle_in_transaction_session_timeout';
    expect(await show(idle)).toEqual([{ [idle]: '10s' }]);
  });

  it('passes on what no later time mends', async () => {
    await using database = at(server.url);
    const step = database.transaction((transaction) => transaction.run('INSERT INTO nothing'));
    await expect(step).rejects.toThrow('syntax error');
  });
});
