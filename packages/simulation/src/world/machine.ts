import type { Clock } from '@onetoken/auth';

/** What one process runs on: it may die at any moment, and its wall clock may be wrong. */
export class Machine implements Clock {
  readonly #time: Clock & { monotonic(): number };
  #isDead = false;
  /** How far its wall clock is ahead, in ms. */
  aheadMs = 0;

  constructor(time: Clock & { monotonic(): number }) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now() + this.aheadMs;
  }

  monotonic(): number {
    return this.#time.monotonic();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.whileAlive(this.#time.sleep(ms, signal));
  }

  /** Its programs end abruptly: nothing that they wait for arrives. */
  die(): void {
    this.#isDead = true;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Lets an answer through, good or bad, to a process that still lives. */
  async whileAlive<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } finally {
      if (this.#isDead) await new Promise<never>(() => undefined);
    }
  }
}
