import type { Step, Stream } from './streams/step.ts';

/** The result of one pass over all streams. */
export interface PassResult {
  /** Rows new or changed, by stream. */
  readonly changed: Readonly<Record<string, number>>;
  /** False if it was stopped before the end; the next pass continues there. */
  readonly complete: boolean;
}

export interface PassOptions {
  /** Ends the pass after the step that is under way. */
  readonly signal: AbortSignal;
  readonly onStep: (stream: string, step: Step) => void;
}

/** Runs every stream to its end, one after the other: one API call at a time leaves room in a shared budget. */
export async function runPass(
  streams: readonly Stream[],
  { signal, onStep }: PassOptions,
): Promise<PassResult> {
  const changed: Record<string, number> = {};
  for (const stream of streams) {
    for (let done = false; !done; ) {
      if (signal.aborted) return { changed, complete: false };
      const step = await stream.step();
      changed[stream.name] = (changed[stream.name] ?? 0) + step.changed;
      onStep(stream.name, step);
      done = step.done;
    }
  }
  return { changed, complete: true };
}
