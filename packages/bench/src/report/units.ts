import { relativeSpread, type Summary } from '../statistics.ts';

/** Three significant digits: more would pretend. */
function digits(value: number): string {
  const places = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(places);
}

export function ns(value: number): string {
  return Math.abs(value) < 10_000 ? `${digits(value)} ns` : `${digits(value / 1_000)} µs`;
}

export function ms(value: number): string {
  return `${digits(value)} ms`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function perSecond(value: number): string {
  return `${Math.round(value)}/s`;
}

/** The median, and how far the measurements lie apart. */
export function withSpread(summary: Summary, unit: (value: number) => string): string {
  return `${unit(summary.median)} ± ${percent(relativeSpread(summary))}`;
}

/** From the least to the greatest, where a median near nought makes a share of it meaningless. */
export function withRange({ median, min, max }: Summary, unit: (value: number) => string): string {
  return `${unit(median)} (${unit(min)} … ${unit(max)})`;
}
