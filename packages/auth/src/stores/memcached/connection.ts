import { createNode, type MemcacheNode } from 'memcache';
import { type StoreFailure, StoreUnavailableError } from '../../errors/index.ts';
import type { MemcachedAddress } from './address.ts';

/** A value as memcached keeps it. */
export interface Item {
  readonly text: string;
  /** Changes whenever the value does. */
  readonly unique: string;
  /** Seconds since it was written, by memcached's clock: the difference of two whole seconds. */
  readonly ageSeconds: number;
}

/**
 * Relative to the last write, in seconds; a week is longer than any token lives. What remains of it
 * tells the age of an item.
 */
const TTL_SECONDS = 604_800;

interface OpenNode {
  readonly node: MemcacheNode;
  readonly ready: Promise<void>;
}

/**
 * One connection to one memcached. It is made when it is needed, ends after 5 s without use, and is
 * thrown away with whatever it still has to answer at the first sign of trouble.
 */
export class MemcachedConnection {
  readonly #address: MemcachedAddress;
  #open: OpenNode | undefined;

  constructor(address: MemcachedAddress) {
    this.#address = address;
  }

  /**
   * `get` cannot tell the unique number in this library, so `mg` is asked for it first. Should the
   * value change in between, then the number is too old, and `replace` refuses: the safe order.
   */
  async read(key: string): Promise<Item | undefined> {
    const node = await this.#connected();
    const [head, values] = await Promise.all([
      node.command(`mg ${key} c t`).then(parseHead),
      node.command(`get ${key}`, { isMultiline: true }) as Promise<unknown>,
    ]);
    return head && Array.isArray(values) ? { ...head, text: String(values[0]) } : undefined;
  }

  /** @returns false if there is a value already */
  async add(key: string, text: string): Promise<boolean> {
    return await this.#store(`add ${key} 0 ${TTL_SECONDS} ${Buffer.byteLength(text)}\r\n${text}`);
  }

  /** @returns false if the value was changed or deleted since it was read */
  async replace(key: string, text: string, unique: string): Promise<boolean> {
    const head = `cas ${key} 0 ${TTL_SECONDS} ${Buffer.byteLength(text)} ${unique}`;
    return await this.#store(`${head}\r\n${text}`);
  }

  /** The clock of memcached in whole seconds since the epoch, unless it keeps that to itself. */
  async time(): Promise<number | undefined> {
    const node = await this.#connected();
    const stats: unknown = await node.command('stats', { isStats: true });
    const time = Number((stats as Record<string, string> | undefined)?.['time']);
    return Number.isInteger(time) ? time : undefined;
  }

  drop(): void {
    const open = this.#open;
    this.#open = undefined;
    void open?.node.disconnect();
  }

  async #store(command: string): Promise<boolean> {
    const node = await this.#connected();
    const answer: unknown = await node.command(command);
    if (answer === 'STORED') return true;
    if (answer === false || answer === 'EXISTS' || answer === 'NOT_FOUND') return false;
    throw new UnexpectedAnswer();
  }

  async #connected(): Promise<MemcacheNode> {
    this.#open ??= this.#connect();
    const { node, ready } = this.#open;
    await ready;
    return node;
  }

  #connect(): OpenNode {
    const { host, port, tls } = this.#address;
    const node = createNode(host, port, tls ? { tls } : {});
    const ready = node.connect().then(() => void node.socket?.unref());
    const open: OpenNode = { node, ready };
    node.on('error', () => undefined); // the rejected promises tell it, too
    node.on('close', () => {
      if (this.#open === open) this.#open = undefined;
    });
    return open;
  }
}

/** `EN` if there is no such item; else `HD c<unique number> t<seconds left, -1 for ever>`. */
function parseHead(line: unknown): Omit<Item, 'text'> | undefined {
  if (line === 'EN') return undefined;
  const [, unique, remaining] = /^HD c(\d+) t(-?\d+)$/.exec(String(line)) ?? [];
  if (unique === undefined) throw new UnexpectedAnswer();
  return { unique, ageSeconds: Math.max(0, TTL_SECONDS - Number(remaining)) };
}

/** What memcached answers to a command that it did not carry out, and what it means. */
const REFUSALS: readonly (readonly [RegExp, StoreFailure, string])[] = [
  [/^ERROR$/, 'error', 'a command is unknown to it; memcached 1.6 or later is needed'],
  [/^SERVER_ERROR out of memory/, 'out-of-memory', 'its memory is full and it evicts nothing'],
  [/^SERVER_ERROR/, 'error', 'it answered SERVER_ERROR'],
  [/^CLIENT_ERROR/, 'error', 'it answered CLIENT_ERROR'],
];

/** An answer of memcached that is none of those which the command can have. */
class UnexpectedAnswer extends Error {}

/** The error for a failed command. It repeats nothing that memcached said. */
export function memcachedError(error: unknown, address: MemcachedAddress): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const place = `memcached at ${address.host}:${address.port}`;
  if (error instanceof UnexpectedAnswer) {
    return new StoreUnavailableError('error', `${place}: it does not answer like memcached`);
  }
  const message = error instanceof Error ? error.message : '';
  for (const [pattern, reason, detail] of REFUSALS) {
    if (pattern.test(message)) return new StoreUnavailableError(reason, `${place}: ${detail}`);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'connection closed';
  return new StoreUnavailableError('disconnected', `${place}: ${code}`);
}
