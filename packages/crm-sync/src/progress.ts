import type { Step } from './streams/step.ts';

const BAR = 24;

/** Shows the progress of a pass. */
export interface Progress {
  step(stream: string, step: Step): void;
  /** Restores the terminal. */
  end(): void;
}

/** One line that is redrawn on a terminal; elsewhere nothing, because the log has it. */
export function createProgress(output: NodeJS.WriteStream): Progress {
  if (!output.isTTY) return { step: () => undefined, end: () => undefined };
  const changed = new Map<string, number>();
  return {
    step(stream, step) {
      changed.set(stream, (changed.get(stream) ?? 0) + step.changed);
      const line = progressLine(stream, step.progress, changed.get(stream) ?? 0);
      output.write(`\r${line.slice(0, output.columns - 1)}\u001b[K`);
      if (step.done) output.write('\n');
    },
    end: () => void output.write('\r\u001b[K'),
  };
}

/** Such as `conversations        ████████░░░░  62 %   1 204 new or changed`. */
export function progressLine(
  stream: string,
  progress: number | undefined,
  changed: number,
): string {
  const part = progress ?? 0;
  const filled = Math.round(part * BAR);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  const percent = progress === undefined ? '    ' : `${Math.floor(part * 100)}`.padStart(3);
  return `${stream.padEnd(18)} ${bar} ${percent} %  ${changed} new or changed`;
}
