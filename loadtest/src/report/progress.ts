import type { Load, Progress } from '../experiments/phase.ts';
import type { Sample } from '../experiments/sampling.ts';
import type { StrategyName } from '../judge/figures.ts';
import { count } from './words.ts';

/** A stream that people may be watching. */
export interface Output {
  readonly isTTY?: boolean;
  /** Width of the terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where no terminal rewrites the line, a log gets one every so often. */
const logEveryMs = 10_000;

function figures({ seconds, apiCalls, tokenRequests, throttled }: Sample, load: Load): string {
  const elapsed = Math.min(Math.floor(seconds), load.seconds);
  return [
    `${`${elapsed}`.padStart(`${load.seconds}`.length)}/${load.seconds} s`,
    `token requests ${count(tokenRequests)}`,
    `throttled ${count(throttled)}`,
    `calls at the API ${count(apiCalls)}`,
  ].join(' · ');
}

/** One line per phase that says what goes on: rewritten in place on a terminal, repeated in a log. */
export class ProgressLine {
  readonly #output: Output;
  readonly #load: Load;
  #phase: StrategyName | undefined;
  #step: Progress['step'] | undefined;
  #sample: Sample | undefined;
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor(output: Output, load: Load) {
    this.#output = output;
    this.#load = load;
  }

  show(phase: StrategyName, progress: Progress): void {
    const isNewPhase = phase !== this.#phase;
    if (isNewPhase) this.#sample = undefined;
    if (progress.step === 'load') this.#sample = progress.sample;
    const parts = [
      phase.padEnd(8),
      this.#sample && figures(this.#sample, this.#load),
      progress.step === 'load' ? undefined : progress.step,
    ];
    this.#write(parts.filter((part) => part !== undefined).join(' · '), {
      isNewPhase,
      isNewStep: isNewPhase || progress.step !== this.#step,
    });
    this.#step = progress.step;
    this.#phase = phase;
  }

  /** Leaves the line, so that what is written next begins below it. */
  end(): void {
    if (this.#output.isTTY && this.#phase !== undefined) this.#output.write('\n');
    this.#phase = undefined;
  }

  #write(line: string, is: { isNewPhase: boolean; isNewStep: boolean }): void {
    if (this.#output.isTTY) {
      const before = this.#phase === undefined ? '' : is.isNewPhase ? '\n' : '\r\u001b[2K';
      // A line that wraps could not be rewritten.
      this.#output.write(before + line.slice(0, (this.#output.columns ?? 80) - 1));
      return;
    }
    const now = performance.now();
    if (!is.isNewStep && now - this.#loggedAt < logEveryMs) return;
    this.#output.write(`${line}\n`);
    this.#loggedAt = now;
  }
}
