import type { Change } from '../lab/baseline.ts';

/** What changed since the baseline, a sentence per figure. */
export function changesText(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['Nothing changed since the baseline.'];
  return changes.map(
    ({ experiment, figure, before, now }) => `${experiment}: ${figure} was ${before}, is ${now}`,
  );
}
