import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on its arguments only: the same in every run and on every machine. */
export function fraction(...parts: readonly (string | number)[]): number {
  // FNV-1a over the text, then a final mix: fast enough for every metric of every answer.
  let hash = 0x811c9dc5;
  const text = parts.join('|');
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** A UUID that depends on its arguments only. */
export function seededUuid(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A whole number that moves slowly between 0 and at most `ceiling`; changes at most once a second. */
export class Drift {
  readonly #level: number;
  readonly #phase: number;
  readonly #periodMs: number;
  #second = Number.NaN;
  #value = 0;

  constructor(seed: string, ceiling: number) {
    this.#level = (ceiling / 2) * (0.3 + 0.7 * fraction(seed, 'level'));
    this.#phase = fraction(seed, 'phase') * 2 * Math.PI;
    this.#periodMs = (4 + 8 * fraction(seed, 'period')) * 60_000;
  }

  at(now: number): number {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) {
      const turn = ((second * 1_000) / this.#periodMs) * 2 * Math.PI;
      const wave = 0.75 * Math.sin(turn + this.#phase) + 0.25 * Math.sin(7 * turn + this.#phase);
      this.#value = Math.round(this.#level * (1 + wave));
      this.#second = second;
    }
    return this.#value;
  }
}
