const numbers = new Intl.NumberFormat('en');

/** A number as people write it: `2,701`. */
export const count = (value: number): string => numbers.format(value);

/** A number with its noun: `1 pod`, `1,000 pods`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A latency: one decimal below 10 ms, none above. */
export function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : `${Math.round(value)}`;
}
