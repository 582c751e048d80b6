/** Shows one cell, for example in colour; the text is padded already. */
export type Paint = (padded: string, row: number, column: number) => string;

/** Rows for a terminal: the first column to the left, figures to the right. */
export function textTable(
  rows: readonly (readonly string[])[],
  paint: Paint = (padded) => padded,
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const cell = (text: string, row: number, column: number): string => {
    const width = widths[column] ?? 0;
    return paint(column === 0 ? text.padEnd(width) : text.padStart(width), row, column);
  };
  return rows
    .map((row, at) => `  ${row.map((text, column) => cell(text, at, column)).join('   ')}`)
    .join('\n');
}
