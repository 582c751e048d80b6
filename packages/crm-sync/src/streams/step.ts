/** What one step of a stream did: one page asked for, and one transaction. */
export interface Step {
  /** The stream has nothing more for this pass. */
  readonly done: boolean;
  /** Rows that were new or changed. */
  readonly changed: number;
  /** Between 0 and 1, how far the stream is in this pass, where that can be known. */
  readonly progress?: number;
}

/** One kind of record. */
export interface Stream {
  readonly name: string;
  /** Asks for the next page and stores it, with the checkpoint that says so. */
  step(): Promise<Step>;
}
