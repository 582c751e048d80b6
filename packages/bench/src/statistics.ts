/** What is left of several measurements of one thing. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** @throws RangeError when there is nothing to summarise */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    min: quantile(sorted, 0),
    max: quantile(sorted, 1),
    count: sorted.length,
  };
}

export function median(values: readonly number[]): number {
  return summarise(values).median;
}

/** Half of the width from least to greatest, as a share of the median: the ± of the tables. */
export function relativeSpread({ median: middle, min, max }: Summary): number {
  return middle === 0 ? 0 : (max - min) / 2 / Math.abs(middle);
}

/** Linear interpolation between the neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new RangeError('nothing was measured');
  return below + (above - below) * (at - Math.floor(at));
}
