import type { Transaction, Value } from './database/database.ts';

/** A row to write. `document` decides whether it changed. */
export interface RecordRow {
  readonly id: string;
  /** The complete response of Genesys Cloud. */
  readonly document: unknown;
  /** Further columns by name. */
  readonly columns: Readonly<Record<string, Value>>;
}

/**
 * Inserts a row, or updates it when its document differs; writing the same twice changes nothing.
 * @returns whether it was new or changed
 */
export async function upsert(
  transaction: Transaction,
  table: 'users' | 'queues' | 'conversations',
  { id, document, columns }: RecordRow,
): Promise<boolean> {
  const names = ['id', 'document', ...Object.keys(columns)];
  const values = [id, JSON.stringify(document), ...Object.values(columns)];
  const updates = names.slice(1).map((name) => `${name} = excluded.${name}`);
  const changed = await transaction.run(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}, revision = ${table}.revision + 1
     WHERE ${table}.document <> excluded.document`,
    values,
  );
  return changed > 0;
}
