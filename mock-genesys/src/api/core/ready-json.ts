/** Texts remembered; queries are the caller's, and can't fill the memory. */
const MAX_TEXTS = 1_000;

/** Answers that never change, as JSON: made when they are asked for first. */
export class ReadyJson {
  readonly #texts = new Map<string, string>();

  of(key: string, make: () => unknown): string {
    const ready = this.#texts.get(key);
    if (ready !== undefined) return ready;
    if (this.#texts.size >= MAX_TEXTS) this.#texts.clear();
    const text = JSON.stringify(make());
    this.#texts.set(key, text);
    return text;
  }
}
