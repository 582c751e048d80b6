import { type Output, StatusLine } from '@onetoken/report-kit';
import type { Experiment } from '../experiments/experiment.ts';
import type { Progress, Result } from '../lab/run-experiment.ts';
import { gist } from './lab-text.ts';
import { sampleText } from './progress.ts';

const title = ({ letter, name }: Experiment) => `${letter} ${name.padEnd(13)}`;

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
    const { experiment, judgement } = result;
    const text = `${title(experiment)} · ${judgement.outcome} · ${gist(result)}`;
    this.#line.show(experiment.name, 'result', text);
  }

  /** A line of its own, for what must not be written over. */
  note(text: string): void {
    this.#line.end();
    this.#output.write(`${text}\n`);
  }

  end(): void {
    this.#line.end();
  }
}
