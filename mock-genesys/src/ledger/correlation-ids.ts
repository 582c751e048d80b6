import { randomUUID } from 'node:crypto';

/** Characters of a UUID before its last group, which holds twelve hex digits. */
const PREFIX_LENGTH = 24;

/**
 * Ids of requests: UUIDs with a random first part of their own per mock, and a running number as
 * their last group. The ledger keeps the number and not ten thousand texts.
 */
export class CorrelationIds {
  readonly #prefix = randomUUID().slice(0, PREFIX_LENGTH);
  #last = 0;

  next(): string {
    this.#last += 1;
    return this.idOf(this.#last);
  }

  idOf(number: number): string {
    return this.#prefix + number.toString(16).padStart(12, '0');
  }

  numberOf(id: string): number {
    return Number.parseInt(id.slice(PREFIX_LENGTH), 16);
  }
}
