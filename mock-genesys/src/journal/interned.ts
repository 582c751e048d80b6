/** Different texts remembered; made-up ones can't fill the memory. */
const MAX_TEXTS = 2_000;

/** Gives equal texts the same copy, so that ten thousand entries hold a few dozen texts. */
export class Interned {
  readonly #texts = new Map<string, string>();

  /** Texts remembered at present. */
  get size(): number {
    return this.#texts.size;
  }

  of(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= MAX_TEXTS) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}
