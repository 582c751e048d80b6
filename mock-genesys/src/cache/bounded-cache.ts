/**
 * Values by text, at most `capacity` of them; when it is full, all are dropped. Keys come from
 * callers, and made-up ones must not fill the memory.
 */
export class BoundedCache<V> {
  readonly #values = new Map<string, V>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  /** Keeps `value` and returns it. */
  keep(key: string, value: V): V {
    if (this.#values.size >= this.#capacity) this.#values.clear();
    this.#values.set(key, value);
    return value;
  }
}
