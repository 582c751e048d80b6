/** The result of one step of a stream: one page and one transaction. */
export interface Step {
  /** The stream has nothing more for this pass. */
  readonly done: boolean;
  /** Rows that were new or changed. */
  readonly changed: number;
  /** Progress of the stream in this pass, between 0 and 1, if it is known. */
  readonly progress?: number;
}

/** One kind of record. */
export interface Stream {
  readonly name: string;
  /** Requests the next page and stores it together with the next checkpoint. */
  step(): Promise<Step>;
}
