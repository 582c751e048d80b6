/** What a statement may carry and return, in both databases. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** Statements of one transaction. Parameters are `?`. */
export interface Transaction {
  /** Returns how many rows were written. */
  run(sql: string, parameters?: readonly Value[]): Promise<number>;
  all(sql: string, parameters?: readonly Value[]): Promise<readonly Row[]>;
}

/**
 * The one thing that the sync asks of a database: all of a step, or nothing of it. A process killed at any moment
 * leaves the state before a step or the state after it.
 */
export interface Database {
  /** What is stored, in one word, for logs. */
  readonly kind: 'sqlite' | 'postgresql';
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
