/** Times and durations as the reader writes them, in the zone that the computer is in. */
import type { ReportWords } from '../../advice/report.ts';

export interface Clock {
  /** Date, time and zone. */
  readonly moment: (iso: string) => string;
  /** Date and time, for rows of a table. */
  readonly brief: (iso: string) => string;
  readonly date: (iso: string) => string;
  readonly duration: (elapsedMs: number) => string;
  readonly amount: (count: number) => string;
}

export function readClock(region: ReportWords['region'], timeZone: string): Clock {
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(region, { timeZone, ...options });
    return (iso: string) => format.format(new Date(iso));
  };
  const amounts = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(region, options);
    return (count: number) => format.format(count);
  };
  const clockTime = { hour: 'numeric', minute: '2-digit' } as const;
  const day = { year: 'numeric', month: 'long', day: 'numeric' } as const;
  const milliseconds = amounts({ style: 'unit', unit: 'millisecond', maximumSignificantDigits: 3 });
  const seconds = amounts({ style: 'unit', unit: 'second', maximumSignificantDigits: 3 });
  return {
    moment: dates({ ...day, ...clockTime, second: '2-digit', timeZoneName: 'long' }),
    brief: dates({ weekday: 'short', month: 'short', day: 'numeric', ...clockTime }),
    date: dates(day),
    duration: (elapsedMs) => (elapsedMs < 1_000 ? milliseconds(elapsedMs) : seconds(elapsedMs / 1_000)),
    amount: amounts({}),
  };
}
