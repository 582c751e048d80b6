import { randomUUID } from 'node:crypto';

/** Characters of a UUID before its last group, which holds twelve hex digits. */
const PREFIX_LENGTH = 24;
/** The smallest number of twelve hex digits. */
const FIRST = 0x1000_0000_0000;

/**
 * Ids of requests: UUIDs with a random first part, different in each mock, and a running number as
 * the last group. The journal keeps the number instead of ten thousand texts.
 */
export class CorrelationIds {
  readonly #prefix = randomUUID().slice(0, PREFIX_LENGTH);
  #last = FIRST;

  /** The number of one more request. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  idOf(number: number): string {
    return this.#prefix + number.toString(16);
  }
}
