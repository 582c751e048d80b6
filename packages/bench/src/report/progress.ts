/** A stream that people may be watching. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Where no terminal rewrites the line, a log gets one every so often. */
const LOG_EVERY_MS = 5_000;

export interface ProgressLine {
  /** Begins a part of the run, such as "hot path". */
  part(number: number, of: number, name: string): void;
  step(done: number, all: number, doing: string): void;
  /** Leaves the line, so that what follows begins below it. */
  end(): void;
}

/** Shows progress: one line that is rewritten on a terminal, a line now and then in a log. */
export function progressLine(output: Output, now: () => number = Date.now): ProgressLine {
  let prefix = '';
  let loggedAt = Number.NEGATIVE_INFINITY;
  const write = (text: string, always: boolean): void => {
    if (output.isTTY) return void output.write(`\r\x1b[2K${text}`);
    if (!always && now() - loggedAt < LOG_EVERY_MS) return;
    loggedAt = now();
    output.write(`${text}\n`);
  };
  return {
    part(number, of, name) {
      prefix = `[${number}/${of}] ${name}`;
      write(`${prefix} …`, true);
    },
    step: (done, all, doing) => write(`${prefix} · ${done}/${all} · ${doing}`, false),
    end() {
      if (output.isTTY) output.write('\r\x1b[2K');
    },
  };
}
