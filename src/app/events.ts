/** What administrators collect: an event for each change that is believed, and none for what may be a lost packet. */
import type { Locale } from '../advice/locale.ts';
import type { Result } from '../model/result.ts';
import type { EventType } from '../platform/eventlog.ts';
import type { Belief, Confirmation } from './confirmation.ts';

export interface Event {
  readonly type: EventType;
  readonly id: number;
  readonly text: string;
}

/** Filters are made of these numbers: they never change. */
const kinds: { readonly [Name in Belief | 'unstable']: Pick<Event, 'type' | 'id'> } = {
  clear: { type: 'information', id: 1 },
  impaired: { type: 'warning', id: 2 },
  failing: { type: 'error', id: 3 },
  offline: { type: 'warning', id: 4 },
  inconclusive: { type: 'warning', id: 5 },
  unstable: { type: 'warning', id: 6 },
  outage: { type: 'warning', id: 7 },
};

/** null: nothing new is believed. */
export function eventOf({ believed, certainty, changed }: Confirmation, result: Result, locale: Locale): Event | null {
  if (believed === null || !changed || certainty === 'soft') return null;
  const findings = result.findings.map(
    ({ code, host, title }) => `${code}${host === null ? '' : ` (${host})`}: ${title}`,
  );
  return { ...kinds[believed], text: [locale.headline(result), ...findings].join('\n') };
}
