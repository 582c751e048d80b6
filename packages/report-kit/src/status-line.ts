/** A stream that people may be watching. */
export interface Output {
  readonly isTTY?: boolean;
  /** Width of the terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where no terminal rewrites the line, a log gets one every so often. */
const logEveryMs = 10_000;

/** One line per phase that shows the progress: rewritten in place on a terminal, repeated in a log. */
export class StatusLine {
  readonly #output: Output;
  #phase: string | undefined;
  #step: string | undefined;
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor(output: Output) {
    this.#output = output;
  }

  /** A new phase begins a new line; in a log each new step gets a line. */
  show(phase: string, step: string, text: string): void {
    const isNewPhase = phase !== this.#phase;
    if (this.#output.isTTY) {
      const before = this.#phase === undefined ? '' : isNewPhase ? '\n' : '\r\u001b[2K';
      // A line that wraps could not be rewritten.
      this.#output.write(before + text.slice(0, (this.#output.columns ?? 80) - 1));
    } else {
      this.#log(text, isNewPhase || step !== this.#step);
    }
    this.#phase = phase;
    this.#step = step;
  }

  /** Leaves the line, so that what is written next begins below it. */
  end(): void {
    if (this.#output.isTTY && this.#phase !== undefined) this.#output.write('\n');
    this.#phase = undefined;
  }

  #log(text: string, isNewStep: boolean): void {
    const now = performance.now();
    if (!isNewStep && now - this.#loggedAt < logEveryMs) return;
    this.#output.write(`${text}\n`);
    this.#loggedAt = now;
  }
}
