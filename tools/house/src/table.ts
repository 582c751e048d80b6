import { type Figure, isExceeded } from './figure.ts';

const MOST_PLACES = 12;

/** The figures as a table for a terminal. Below it, what exceeds a limit. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, target, isGate }) => [
    name,
    String(value),
    `${isGate ? 'limit' : 'target'} ${target}`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    ([name = '', value = '', target = ''], index) =>
      `${markOf(figures[index])} ${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${target}`,
  );
  return [...lines, ...figures.filter(failed).flatMap(repairs)].join('\n');
}

/** Whether a figure that must stay is above its limit. */
export function failed(figure: Figure): boolean {
  return figure.isGate && isExceeded(figure);
}

function markOf(figure: Figure | undefined): string {
  if (!figure || !isExceeded(figure)) return '   ';
  return failed(figure) ? '!! ' : ' > ';
}

function repairs({ name, value, target, counted, found }: Figure): string[] {
  const places = found.slice(0, MOST_PLACES).map((place) => `  ${place}`);
  const more = found.length - places.length;
  return [
    '',
    `${name}: ${value}, at most ${target} (${counted})`,
    ...places,
    ...(more > 0 ? [`  … and ${more} more (--json prints them)`] : []),
  ];
}
