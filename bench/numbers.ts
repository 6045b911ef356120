/** Numbers and how they are shown. */

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.');
  return { median: (low + high) / 2, min: Math.min(...sorted), max: Math.max(...sorted) };
}

export function rounded(number: number, digits = 1): string {
  return number.toFixed(digits);
}

/** In millions of bytes, for files and memory alike. */
export function megabytes(bytes: number): string {
  return rounded(bytes / 1e6);
}

/** `440.1 (432.0 to 467.9)` */
export function shown({ median, min, max }: Spread, digits = 1): string {
  return `${rounded(median, digits)} (${rounded(min, digits)} to ${rounded(max, digits)})`;
}

/** Lines of columns as wide as their widest cell; the first row is the heading. The first column is text, the rest numbers. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const [heading = [], ...others] = rows;
  return [line(heading), widths.map((width) => '-'.repeat(width)).join('  '), ...others.map(line)].join('\n');
}
