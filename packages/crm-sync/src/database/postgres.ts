import { UnavailableError } from '@onetoken/service-kit';
import pg from 'pg';
import type { Database, Transaction } from './database.ts';

const CONNECT_MS = 5_000;

/** A step that takes longer has failed: the largest one writes a hundred rows. */
const STATEMENT_MS = 30_000;

/** The server ends a step whose worker is frozen or gone, because its locks would block every other worker. */
const IDLE_STEP_MS = 10_000;

/** A server that disappears silently cannot report that a statement takes too long. */
const ANSWER_MS = STATEMENT_MS + 5_000;

/**
 * PostgreSQL by its address. Two connections are enough: steps run one after the other.
 * @param onError called when an idle connection breaks; the next step opens another
 */
export function openPostgres(url: string, onError: (reason: string) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_STEP_MS,
    query_timeout: ANSWER_MS,
    application_name: 'onetoken-crm-sync',
  });
  pool.on('error', (error) => onError(reasonOf(error)));
  return {
    kind: 'postgresql',
    async transaction(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw new UnavailableError(`PostgreSQL cannot be reached (${reasonOf(error)})`);
      });
      let isLost = false;
      const lose = (): void => {
        isLost = true;
      };
      // The pool does not listen while a step uses the connection, and an unhandled error event ends the process.
      client.on('error', lose);
      try {
        return await inTransaction(client, work);
      } catch (error) {
        isLost ||= isOutage(error);
        if (!isLost) throw error;
        throw new UnavailableError(`PostgreSQL could not finish a step (${reasonOf(error)})`);
      } finally {
        client.off('error', lose);
        client.release(isLost);
      }
    },
    close: () => pool.end(),
  };
}

async function inTransaction<T>(
  client: pg.PoolClient,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const transaction: Transaction = {
    run: async (sql, parameters = []) =>
      (await client.query(numbered(sql), [...parameters])).rowCount ?? 0,
    all: async (sql, parameters = []) => (await client.query(numbered(sql), [...parameters])).rows,
  };
  await client.query('BEGIN');
  try {
    const result = await work(transaction);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // After an outage the connection is closed, and the step fails with it.
    if (!isOutage(error)) await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Replaces `?` by PostgreSQL's form. No statement here contains a `?` for another reason. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => {
    count += 1;
    return `$${count}`;
  });
}

/**
 * Failures that another connection or a later attempt may solve, by SQLSTATE: connection (08), a server that is
 * read-only since a failover (25006), a step that idled (25P03), conflicts (40), resources (53), locks (55P03),
 * shutdowns and timeouts (57); and socket errors.
 */
const OUTAGE = /^(08|25006|25P03|40|53|55P03|57)|^E[A-Z]+$/;

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return OUTAGE.test(code) || error.message === 'Query read timeout';
}

/** The code of an error. Its message may contain the address, and so the password. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
}
