import type { Move } from '../lab/baseline.ts';

/** What moved since the baseline, a sentence per figure. */
export function movesText(moves: readonly Move[]): string[] {
  if (moves.length === 0) return ['Nothing moved since the baseline.'];
  return moves.map(
    ({ experiment, figure, before, now }) => `${experiment}: ${figure} was ${before}, is ${now}`,
  );
}
