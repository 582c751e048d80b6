/** What is under way towards a token: reads of secrets, operations of the store, a lease, a token request. */
export class Activity {
  readonly #spans = new Set<unknown>();
  #quiet = Promise.withResolvers<void>();

  /** Starts an activity; `end` with the same key ends it. */
  begin(key: unknown): void {
    if (this.#spans.size === 0) this.#quiet = Promise.withResolvers();
    this.#spans.add(key);
  }

  end(key: unknown): void {
    if (this.#spans.delete(key) && this.#spans.size === 0) this.#quiet.resolve();
  }

  track<T>(promise: Promise<T>): Promise<T> {
    this.begin(promise);
    return promise.finally(() => this.end(promise));
  }

  /** Resolves when nothing is under way, or after `maxMs`. */
  async settled(maxMs: number): Promise<void> {
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, maxMs);
    await Promise.race([this.#settle(), patience.promise]);
    clearTimeout(timer);
  }

  async #settle(): Promise<void> {
    // An activity that ends may start the next one in the same turn.
    await new Promise(setImmediate);
    while (this.#spans.size > 0) {
      await this.#quiet.promise;
      await new Promise(setImmediate);
    }
  }
}
