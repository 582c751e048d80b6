import { count, type Output, StatusLine } from '@onetoken/report-kit';
import type { Load, Progress } from '../demo/phase.ts';
import type { Sample } from '../verdict/evidence.ts';
import type { StrategyName } from '../verdict/figures.ts';

/** The figures of the ledger at one moment of the load. */
export function sampleText(
  { seconds, apiCalls, tokenRequests, throttled }: Sample,
  load: { readonly seconds: number },
): string {
  const elapsed = Math.min(Math.floor(seconds), load.seconds);
  return [
    `${`${elapsed}`.padStart(`${load.seconds}`.length)}/${load.seconds} s`,
    `token requests ${count(tokenRequests)}`,
    `throttled ${count(throttled)}`,
    `calls at the API ${count(apiCalls)}`,
  ].join(' · ');
}

/** What the demo is doing, a line per strategy. */
export class ProgressLine {
  readonly #line: StatusLine;
  readonly #load: Load;
  #phase: StrategyName | undefined;
  #sample: Sample | undefined;

  constructor(output: Output, load: Load) {
    this.#line = new StatusLine(output);
    this.#load = load;
  }

  show(phase: StrategyName, progress: Progress): void {
    if (phase !== this.#phase) this.#sample = undefined;
    if (progress.step === 'load') this.#sample = progress.sample;
    this.#phase = phase;
    const parts = [
      phase.padEnd(8),
      this.#sample && sampleText(this.#sample, this.#load),
      progress.step === 'load' ? undefined : progress.step,
    ];
    const text = parts.filter((part) => part !== undefined).join(' · ');
    this.#line.show(phase, progress.step, text);
  }

  /** Leaves the line, so that what is written next begins below it. */
  end(): void {
    this.#line.end();
  }
}
