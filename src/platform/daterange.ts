/**
 * `dateRange` of the autoconfig format, which pac-resolver 9.0.1 answers with false whatever the date: days, months and
 * years, alone or together, once or as first and last, then perhaps `GMT`
 * (developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file).
 */
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

export function isInDateRange(bounds: readonly unknown[], now: Date): boolean {
  const gmt = bounds.at(-1) === 'GMT';
  const parts = bounds.slice(0, gmt ? -1 : undefined).map(readPart);
  const half = Math.max(1, parts.length / 2);
  const [first, last] = [parts.slice(0, half), parts.slice(-half)];
  const today = first.map(({ unit }) => ({ unit, value: gmt ? inGmt[unit](now) : here[unit](now) }));
  const [from, at, to] = [sum(first), sum(today), sum(last)];
  if (parts.length === 0) return false;
  // From November to February: the turn of the year lies inside.
  return from <= to ? from <= at && at <= to : from <= at || at <= to;
}

type Unit = 'day' | 'month' | 'year';
interface Part {
  readonly unit: Unit;
  readonly value: number;
}

const weight: Readonly<Record<Unit, number>> = { day: 1, month: 100, year: 10_000 };
const here = {
  day: (date: Date) => date.getDate(),
  month: (date: Date) => date.getMonth(),
  year: (date: Date) => date.getFullYear(),
};
const inGmt: typeof here = {
  day: (date) => date.getUTCDate(),
  month: (date) => date.getUTCMonth(),
  year: (date) => date.getUTCFullYear(),
};

function readPart(bound: unknown): Part {
  const month = months.indexOf(String(bound).toUpperCase());
  if (month !== -1) return { unit: 'month', value: month };
  const value = Number(bound);
  return { unit: value > 31 ? 'year' : 'day', value };
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { unit, value }) => total + value * weight[unit], 0);
}
