import type { Experiment, Profile } from '../experiments/experiment.ts';
import type { Progress } from '../lab/run-experiment.ts';
import { sampleText } from './progress.ts';
import { type Output, StatusLine } from './status-line.ts';

const nameWidth = 14;

/** What the lab is doing, a line per experiment. */
export class LabProgress {
  readonly #line: StatusLine;
  readonly #profile: Profile;

  constructor(output: Output, profile: Profile) {
    this.#line = new StatusLine(output);
    this.#profile = profile;
  }

  show({ letter, name, settings }: Experiment, progress: Progress): void {
    const title = `${letter} ${name.padEnd(nameWidth)}`;
    const isLoad = progress.step === 'load';
    const parts = isLoad
      ? [sampleText(progress.sample, settings[this.#profile]), progress.fault]
      : [progress.step];
    const text = [title, ...parts].filter((part) => part !== undefined).join(' · ');
    const step = isLoad ? (progress.fault ?? 'load') : progress.step;
    this.#line.show(name, step, text);
  }

  /** Ends the line of an experiment with what became of it. */
  result({ letter, name }: Experiment, text: string): void {
    this.#line.show(name, 'result', `${letter} ${name.padEnd(nameWidth)} · ${text}`);
  }

  end(): void {
    this.#line.end();
  }
}
