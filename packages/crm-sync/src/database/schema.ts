import type { Database } from './database.ts';

/** What the two databases name differently. */
const TYPES = {
  sqlite: { json: 'TEXT', time: 'TEXT', integer: 'INTEGER' },
  postgresql: { json: 'JSONB', time: 'TIMESTAMPTZ', integer: 'BIGINT' },
} as const;

/**
 * Creates missing tables. `revision` counts the times that a row really changed, so a reader that follows it sees
 * each change once; `document` is the complete response of Genesys Cloud.
 */
export async function createSchema(database: Database): Promise<void> {
  const { json, time, integer } = TYPES[database.kind];
  const record = `document ${json} NOT NULL, revision ${integer} NOT NULL DEFAULT 1`;
  const listed = `name TEXT NOT NULL, ${record}, seen_in_sweep ${integer} NOT NULL, gone ${integer} NOT NULL DEFAULT 0`;
  const tables = [
    `users (id TEXT PRIMARY KEY, email TEXT, state TEXT, ${listed})`,
    `queues (id TEXT PRIMARY KEY, ${listed})`,
    `conversations (id TEXT PRIMARY KEY, started_at ${time} NOT NULL, ended_at ${time} NOT NULL, ${record})`,
    `open_conversations (id TEXT PRIMARY KEY, started_at ${time} NOT NULL)`,
    `checkpoints (stream TEXT PRIMARY KEY, position TEXT NOT NULL)`,
  ];
  await database.transaction(async (transaction) => {
    // Two workers that start at once would both create a table, and one would fail.
    if (database.kind === 'postgresql') await transaction.run('SELECT pg_advisory_xact_lock(7206)');
    for (const table of tables) await transaction.run(`CREATE TABLE IF NOT EXISTS ${table}`);
    await transaction.run(
      'CREATE INDEX IF NOT EXISTS conversations_ended_at ON conversations (ended_at)',
    );
  });
}
