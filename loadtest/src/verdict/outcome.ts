/** What became of a claim. A void run proves nothing, and never counts as held. */
export type Outcome = 'held' | 'broken' | 'void';

/** Reasons to doubt the run come first: what was found in such a run decides nothing. */
export function outcomeOf(
  voidBecause: readonly string[],
  findings: readonly { readonly held: boolean }[],
): Outcome {
  if (voidBecause.length > 0) return 'void';
  return findings.length > 0 && findings.every(({ held }) => held) ? 'held' : 'broken';
}
