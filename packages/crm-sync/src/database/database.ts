/** Values of a statement, in both databases. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** Statements of one transaction. Parameters are `?`. */
export interface Transaction {
  /** Returns how many rows were written. */
  run(sql: string, parameters?: readonly Value[]): Promise<number>;
  all(sql: string, parameters?: readonly Value[]): Promise<readonly Row[]>;
}

/**
 * All that the sync needs from a database: a step is written completely or not at all. A process killed at any moment
 * leaves the state before a step or the state after it.
 */
export interface Database {
  /** The kind of database, in one word, for logs. */
  readonly kind: 'sqlite' | 'postgresql';
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
