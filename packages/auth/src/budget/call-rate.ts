/** Counts calls per period: as many as in the period before, or already in this one. */
export class CallRate {
  readonly #periodMs: number;
  #startedAt = 0;
  #count = 0;
  #before = 0;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  add(now: number): void {
    this.#turn(now);
    this.#count += 1;
  }

  at(now: number): number {
    this.#turn(now);
    return Math.max(this.#before, this.#count);
  }

  #turn(now: number): void {
    const periods = Math.floor((now - this.#startedAt) / this.#periodMs);
    if (periods < 1) return;
    this.#before = periods === 1 ? this.#count : 0;
    this.#count = 0;
    this.#startedAt += periods * this.#periodMs;
  }
}
