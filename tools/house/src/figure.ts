/** One figure of the table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** The most that is wanted. */
  readonly target: number;
  /** Whether more than the target is an error; else the figure is only printed. */
  readonly isGate: boolean;
  /** How it is counted. */
  readonly counted: string;
  /** What was counted, where that helps to repair it. */
  readonly found: readonly string[];
}

export function isExceeded({ value, target }: Figure): boolean {
  return value > target;
}

interface Words {
  readonly name: string;
  readonly target: number;
  readonly counted: string;
}

/** A figure that must stay at or below its target. The value is the number of what was found. */
export function gate(words: Words, found: readonly string[]): Figure {
  return { ...words, value: found.length, isGate: true, found };
}

/** A figure that is printed beside its target, and stops nothing. */
export function total(words: Words, value: number, found: readonly string[] = []): Figure {
  return { ...words, value, isGate: false, found };
}
