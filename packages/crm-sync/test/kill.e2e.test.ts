import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import { runCommand, type TempDir, tempDir } from '@onetoken/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../src/database/database.ts';
import { openDatabase } from '../src/database/open.ts';
import { databaseKinds } from './support/databases.ts';
import { readOrganisation } from './support/judge.ts';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const preload = new URL('./support/die-at-statement.ts', import.meta.url).href;
const DAY = 86_400_000;

/** The embedded database takes them all; the server shows that nothing of it depends on the kind. */
const KILLS: Readonly<Record<string, number>> = { SQLite: 50, PostgreSQL: 6 };

let mock: MockGenesys;
let cache: TempDir;
beforeAll(async () => {
  cache = tempDir();
  const unlimited = { apiPerToken: null, apiPerClient: null };
  const clients = [
    { id: 'mock-client', secret: 'mock-secret-not-real' },
    { id: 'judge', secret: 'judge-secret-not-real' },
  ];
  mock = await startMockGenesys({ clients, limits: unlimited });
});
afterAll(async () => {
  await mock.close();
  cache[Symbol.dispose]();
});

const start = new Date(Math.floor(Date.now() / DAY) * DAY - 3 * DAY).toISOString();
const environment = (url: string): Record<string, string> => ({
  ONETOKEN_LOGIN_URL: mock.loginUrl,
  ONETOKEN_API_URL: mock.apiUrl,
  GENESYSCLOUD_OAUTHCLIENT_ID: 'mock-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'mock-secret-not-real',
  ONETOKEN_CACHE_DIR: join(cache.path, 'tokens'),
  DATABASE_URL: url,
  SYNC_START: start,
  // Small pages make many steps, so that a kill finds each kind of moment; nor does the mock limit their number.
  SYNC_PAGE_SIZE: '4',
  ONETOKEN_API_LIMIT: '100000',
});

/**
 * Processes that could not read the folder of the token in time, as happens on a machine that is busy beyond measure:
 * each may ask for a token of its own.
 */
let withoutCache = 0;
const noteCache = (log: string): void => {
  if (log.includes('store-unavailable')) withoutCache += 1;
};

/** Returns how it ended. */
async function completePass(url: string): Promise<number | string> {
  const { exit, stderr } = await runCommand({ script, args: ['--once'], env: environment(url) });
  noteCache(stderr);
  return exit;
}

/** About the statements of eight steps. */
const STATEMENTS = 120;

/**
 * Starts a pass that dies at one of its next statements to the database, the start of the program included. False when
 * the pass had ended by itself before.
 */
async function killedPass(url: string): Promise<boolean> {
  const env = {
    ...environment(url),
    DIE_AT_STATEMENT: String(1 + Math.floor(Math.random() * STATEMENTS)),
    DIE_BEFORE: Math.random() < 0.5 ? '1' : '0',
  };
  const nodeArgs = ['--import', preload];
  const { exit, stderr } = await runCommand({ script, nodeArgs, args: ['--once'], env });
  noteCache(stderr);
  if (exit !== 'SIGKILL' && exit !== 0) throw new Error(`the pass failed (${exit}): ${stderr}`);
  return exit === 'SIGKILL';
}

async function emptyTables(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const table of ['users', 'queues', 'conversations', 'open_conversations', 'checkpoints']) {
      await transaction.run(`DELETE FROM ${table}`);
    }
  });
}

for (const kind of databaseKinds()) {
  describe.skipIf(kind.missing)(`${kind.name}: ${kind.missing ?? 'a killed sync'}`, () => {
    it(`loses and doubles nothing in ${KILLS[kind.name]} kills, and asks for one token`, async () => {
      await using place = await kind.create();
      await completePass(place.url); // The token is held from here on.
      const database = await openDatabase(place.url, () => undefined);
      await emptyTables(database);
      let kills = 0;
      let passes = 0;
      while (kills < (KILLS[kind.name] ?? 0)) {
        if (await killedPass(place.url)) kills += 1;
        else {
          await expectComplete(database);
          passes += 1;
          await emptyTables(database);
        }
      }
      expect(await completePass(place.url)).toBe(0);
      await expectComplete(database);
      await database.close();
      console.log(`${kind.name}: ${kills} kills, ${passes + 1} complete passes in between`);
      const { tokenRequests = 0 } = mock.stats().clients['mock-client'] ?? {};
      expect(tokenRequests).toBeGreaterThanOrEqual(1);
      expect(tokenRequests).toBeLessThanOrEqual(1 + withoutCache);
    }, 600_000);
  });
}

/** Compares the database, row by row, with what the mock shows to one who asks it directly. */
async function expectComplete(database: Database): Promise<void> {
  const rows = (sql: string) => database.transaction((transaction) => transaction.all(sql));
  const ids = async (table: string) =>
    (await rows(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);
  const [checkpoint] = await rows(
    "SELECT position FROM checkpoints WHERE stream = 'conversations'",
  );
  const { from: until } = JSON.parse(String(checkpoint?.['position']));
  const truth = await readOrganisation(mock, { from: start, to: until });
  expect(await ids('users')).toEqual(truth.users);
  expect(await ids('queues')).toEqual(truth.queues);
  expect(await ids('conversations')).toEqual(truth.conversations);
  for (const table of ['users', 'queues', 'conversations']) {
    expect(await rows(`SELECT id FROM ${table} WHERE revision <> 1`)).toEqual([]);
  }
}
