/** Where one thing happens at a time, so that its cost is known to be its own. */
export class Stage {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Waits for its turn; disposing of it gives the stage to the next. */
  async take(): Promise<Disposable> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    this.#waiting += 1;
    await before;
    return {
      [Symbol.dispose]: () => {
        this.#waiting -= 1;
        resolve();
      },
    };
  }

  get isTaken(): boolean {
    return this.#waiting > 0;
  }
}
