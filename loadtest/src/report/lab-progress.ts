import { count, type Output, StatusLine } from '@onetoken/report-kit';
import type { Experiment } from '../experiments/experiment.ts';
import type { Progress, Result } from '../lab/run-experiment.ts';
import type { Sample } from '../verdict/evidence.ts';
import { gist } from './lab-text.ts';

const title = ({ letter, name }: Experiment) => `${letter} ${name.padEnd(14)}`;

/** The figures of the mock at one moment of the load. */
function sampleText(
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

/** What the lab is doing, a line per experiment. */
export class LabProgress {
  readonly #output: Output;
  readonly #line: StatusLine;

  constructor(output: Output) {
    this.#output = output;
    this.#line = new StatusLine(output);
  }

  show(experiment: Experiment, progress: Progress): void {
    const isLoad = progress.step === 'load';
    const parts = isLoad
      ? [progress.fault, sampleText(progress.sample, progress)]
      : [progress.step];
    const text = [title(experiment), ...parts].filter((part) => part !== undefined).join(' · ');
    const step = isLoad ? `load ${progress.fault ?? ''}` : progress.step;
    this.#line.show(experiment.name, step, text);
  }

  /** The last state of an experiment's line: what became of it. */
  result(result: Result): void {
    const { experiment, verdict } = result;
    const text = `${title(experiment)} · ${verdict.outcome} · ${gist(result)}`;
    this.#line.show(experiment.name, 'result', text);
  }

  /** A separate line, for text that must stay. */
  note(text: string): void {
    this.#line.end();
    this.#output.write(`${text}\n`);
  }

  end(): void {
    this.#line.end();
  }
}
