import type { BilledItem } from './billed-items.ts';

/** Price of one unit by the key of the item, in the currency of your bill. */
export type Prices = Readonly<Record<string, number>>;

export interface CostLine extends BilledItem {
  readonly price: number | undefined;
  readonly cost: number | undefined;
}

export interface Cost {
  readonly lines: readonly CostLine[];
  /** Sum of the items with a price. */
  readonly total: number;
  /** Keys of the items without a price. */
  readonly unpriced: readonly string[];
}

export function costOf(items: readonly BilledItem[], prices: Prices): Cost {
  const lines = items.map((item) => {
    const price = prices[item.key];
    return { ...item, price, cost: price === undefined ? undefined : price * item.quantity };
  });
  return {
    lines,
    total: lines.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    unpriced: lines.filter(({ cost }) => cost === undefined).map(({ key }) => key),
  };
}

/** A Markdown table, readable on a terminal as well. */
export function costTable({ lines, total, unpriced }: Cost): string {
  const header = ['billed', 'formula (a month)', 'quantity', 'unit', 'price', 'cost'];
  const body = lines.map((line) => [
    line.what,
    line.formula,
    String(line.quantity),
    line.unit,
    line.price === undefined ? '' : String(line.price),
    line.cost === undefined ? '' : line.cost.toFixed(2),
  ]);
  return [...table([header, ...body]), '', summary(total, unpriced, lines.length)].join('\n');
}

function summary(total: number, unpriced: readonly string[], lines: number): string {
  if (unpriced.length === lines) return 'No unit prices were given, so there is no total.';
  if (unpriced.length === 0) return `Total: ${total.toFixed(2)}`;
  return `Total without ${unpriced.join(', ')}, which have no price: ${total.toFixed(2)}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [header = [], ...body] = rows;
  return [line(header), rule, ...body.map(line)];
}
