import type { Clock } from '../../ports/clock.ts';
import { decodeDocument, encodeDocument } from '../document/codec.ts';
import type { DocumentKeeper } from '../document/credential-store.ts';
import {
  newDocument,
  type SharedDocument,
  type Snapshot,
  withoutEnded,
} from '../document/document.ts';
import type { Transition } from '../document/transitions.ts';
import type { Item, MemcachedConnection } from './connection.ts';

/** Runs one operation of the store within its time. */
export type Bounded = <T>(operation: (signal: AbortSignal) => Promise<T>) => Promise<T>;

interface DocumentItemOptions {
  readonly connection: MemcachedConnection;
  readonly key: string;
  readonly clock: Clock;
  readonly bounded: Bounded;
  readonly close: () => Promise<void>;
}

/** One document in one item of memcached, replaced by `cas`. */
export class DocumentItem implements DocumentKeeper {
  readonly #options: DocumentItemOptions;
  /** The newest generation that this process has seen, in case that memcached forgets it. */
  #newest = 0;

  constructor(options: DocumentItemOptions) {
    this.#options = options;
  }

  read(): Promise<Snapshot> {
    return this.#options.bounded(async () => this.#snapshot(await this.#item()));
  }

  update<Answer>(transition: Transition<Answer>): Promise<Answer> {
    return this.#options.bounded(async (signal) => {
      for (;;) {
        signal.throwIfAborted();
        const item = await this.#item();
        const snapshot = await this.#snapshot(item);
        const { answer, next } = transition(snapshot);
        if (!next || (await this.#write(item, next, snapshot.now))) return answer;
      }
    });
  }

  close(): Promise<void> {
    return this.#options.close();
  }

  #item(): Promise<Item | undefined> {
    return this.#options.connection.read(this.#options.key);
  }

  /** An item that is not ours counts for nothing, and is replaced by the next write. */
  async #snapshot(item: Item | undefined): Promise<Snapshot> {
    const { clock, connection } = this.#options;
    const document = item && decodeDocument(item.text);
    if (item && document) {
      this.#newest = Math.max(this.#newest, document.generation);
      return { document, now: timeOf(document, item.ageSeconds, clock.now()) };
    }
    const now = startOf(await connection.time(), clock.now());
    const blank = newDocument(now);
    return { document: { ...blank, generation: Math.max(blank.generation, this.#newest) }, now };
  }

  #write(item: Item | undefined, document: SharedDocument, now: number): Promise<boolean> {
    const { connection, key } = this.#options;
    const text = encodeDocument({ ...withoutEnded(document, now), time: now });
    return item ? connection.replace(key, text, item.unique) : connection.add(key, text);
  }
}

/**
 * The time of a document: that of its last write, and how long ago that was. Memcached tells that to
 * the second; the clock of this process tells it to the millisecond, but is believed only within
 * what memcached says. So processes need no common clock, and a wrong one costs a second or two.
 */
function timeOf(document: SharedDocument, ageSeconds: number, clockMs: number): number {
  const leastMs = Math.max(0, ageSeconds - 1) * 1000;
  const mostMs = (ageSeconds + 1) * 1000;
  return document.time + clamp(clockMs - document.time, leastMs, mostMs);
}

/**
 * The time of a new document: this process's, but within what memcached says it is. Its seconds tick
 * up to one second late.
 */
function startOf(serverSeconds: number | undefined, clockMs: number): number {
  if (serverSeconds === undefined) return clockMs;
  return clamp(clockMs, serverSeconds * 1000, serverSeconds * 1000 + 1999);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
