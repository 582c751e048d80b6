import { z } from 'zod';
import { moveCheckpoint, readCheckpoint } from '../checkpoint.ts';
import type { Database, Transaction, Value } from '../database/database.ts';
import { upsert } from '../upsert.ts';
import type { Step, Stream } from './step.ts';

/** Sweeps read the whole list, page by page; `page` is the next page. */
const positionSchema = z.object({ sweep: z.number().int(), page: z.number().int() });
type Position = z.output<typeof positionSchema>;

const START: Position = { sweep: 1, page: 1 };

interface Entity {
  readonly id: string;
  readonly name: string;
}

interface Page<E> {
  readonly entities: readonly E[];
  readonly pageCount: number;
}

export interface Listing<E extends Entity> {
  readonly table: 'users' | 'queues';
  readonly fetch: (pageNumber: number) => Promise<Page<E>>;
  /** Columns in addition to id, name and the document. */
  readonly columns: (entity: E) => Readonly<Record<string, Value>>;
}

/**
 * Users or queues: lists that Genesys Cloud returns only completely, so each pass reads all pages and writes what
 * differs. An entity that two sweeps in a row did not contain is marked as gone. One sweep is not enough: when an entity
 * disappears while pages are read, another one moves to a page that was read already.
 */
export function listedStream<E extends Entity>(database: Database, listing: Listing<E>): Stream {
  const { table } = listing;
  const step = async (): Promise<Step> => {
    const from = await database.transaction((transaction) =>
      readCheckpoint(transaction, table, (value) => positionSchema.parse(value), START),
    );
    const { sweep, page } = from.position;
    const { entities, pageCount } = await listing.fetch(page);
    const done = page >= pageCount;
    const next = done ? { sweep: sweep + 1, page: 1 } : { sweep, page: page + 1 };
    const changed = await database.transaction(async (transaction) => {
      await moveCheckpoint(transaction, table, from, next);
      const written = await writePage(transaction, listing, entities, sweep);
      return written + (done ? await markGone(transaction, table, sweep) : 0);
    });
    return { done, changed, progress: done ? 1 : page / pageCount };
  };
  return { name: table, step };
}

async function writePage<E extends Entity>(
  transaction: Transaction,
  { table, columns }: Listing<E>,
  entities: readonly E[],
  sweep: number,
): Promise<number> {
  let changed = 0;
  for (const entity of entities) {
    const row = { name: entity.name, ...columns(entity), seen_in_sweep: sweep };
    if (await upsert(transaction, table, { id: entity.id, document: entity, columns: row })) {
      changed += 1;
    }
    await transaction.run(
      `UPDATE ${table} SET seen_in_sweep = ?, revision = revision + gone, gone = 0 WHERE id = ?`,
      [sweep, entity.id],
    );
  }
  return changed;
}

function markGone(transaction: Transaction, table: string, sweep: number): Promise<number> {
  return transaction.run(
    `UPDATE ${table} SET gone = 1, revision = revision + 1 WHERE gone = 0 AND seen_in_sweep < ?`,
    [sweep - 1],
  );
}
