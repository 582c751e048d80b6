import { UnavailableError } from '@onetoken/service-kit';
import pg from 'pg';
import type { Database, Transaction } from './database.ts';

const CONNECT_MS = 5_000;

/** Any step that takes longer is broken: the largest one writes a hundred rows. */
const STATEMENT_MS = 30_000;

/**
 * PostgreSQL by its address. Two connections are enough: steps run one after the other.
 * @param onError told when an idle connection breaks; the next step opens another
 */
export function openPostgres(url: string, onError: (reason: string) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'onetoken-crm-sync',
  });
  pool.on('error', (error) => onError(reasonOf(error)));
  return {
    kind: 'postgresql',
    async transaction(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw new UnavailableError(`PostgreSQL cannot be reached (${reasonOf(error)})`);
      });
      let broken = false;
      try {
        return await inTransaction(client, work);
      } catch (error) {
        broken = isConnectionLoss(error);
        if (!broken) throw error;
        throw new UnavailableError(`PostgreSQL went away (${reasonOf(error)})`);
      } finally {
        client.release(broken);
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
    await client.query('ROLLBACK').catch(() => undefined); // The connection is gone, and the step with it.
    throw error;
  }
}

/** `?` as PostgreSQL writes it. No statement here holds one for another reason. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll('?', () => {
    count += 1;
    return `$${count}`;
  });
}

/** Classes 08 (connection) and 57P (shut-down) of SQLSTATE, and the socket's own errors. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return /^(08|57P)|^E[A-Z]+$/.test(code) || /Connection terminated/.test(error.message);
}

/** The code of an error; its message may hold the address, and that the password. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
}
