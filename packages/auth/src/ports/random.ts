/** The port for random numbers. Key material and nonces never use it. */
export interface Random {
  /** A number in [0, 1). */
  random(): number;
}

export const systemRandom: Random = { random: Math.random };

/** A number in [from, to). */
export function between(random: Random, from: number, to: number): number {
  return from + random.random() * (to - from);
}
