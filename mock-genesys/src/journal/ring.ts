/**
 * Keeps the last `capacity` items, oldest first, in slots that are created once and then overwritten.
 * A new object per item would outlive V8's young generation, and the process would grow until the
 * old one is collected.
 */
export class Ring<T> {
  readonly #slots: T[] = [];
  readonly #capacity: number;
  readonly #create: () => T;
  #next = 0;
  #length = 0;

  constructor(capacity: number, create: () => T) {
    this.#capacity = capacity;
    this.#create = create;
  }

  /** The slot for the next item; the caller fills it at once. It may still hold the oldest item. */
  claim(): T {
    let slot = this.#slots[this.#next];
    if (slot === undefined) {
      slot = this.#create();
      this.#slots.push(slot);
    }
    this.#next = (this.#next + 1) % this.#capacity;
    this.#length = Math.min(this.#length + 1, this.#capacity);
    return slot;
  }

  /** The slots in use. Later items overwrite their content. */
  toArray(): T[] {
    if (this.#length < this.#capacity) return this.#slots.slice(0, this.#length);
    return [...this.#slots.slice(this.#next), ...this.#slots.slice(0, this.#next)];
  }

  clear(): void {
    this.#slots.length = 0;
    this.#next = 0;
    this.#length = 0;
  }
}
