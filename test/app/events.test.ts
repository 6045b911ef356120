import { expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { begin, confirm } from '../../src/app/confirmation.ts';
import { eventOf } from '../../src/app/events.ts';
import { resultFrom } from '../support/result.ts';

test('an event for each change that is believed, and for nothing in between', () => {
  let state = begin();
  const events = (['clear', 'clear', 'failing', 'failing', 'failing', 'failing', 'clear', 'clear'] as const).map(
    (world, look) => {
      const result = resultFrom(world);
      const moment = { now: look * 60_000, random: 0.5, asked: false, intervalMs: 300_000 };
      const confirmation = confirm(state, result, moment);
      state = confirmation.state;
      const event = eventOf(confirmation, result, locales.en);
      return event && `${event.id} ${event.type}`;
    },
  );
  expect(events).toEqual(['1 information', null, null, null, '3 error', null, null, '1 information']);
});

const believed = {
  state: begin(),
  believed: 'failing',
  since: null,
  certainty: 'hard',
  changed: true,
  nextMs: 1,
} as const;

/** Administrators filter by these: the README lists them. */
test.each([
  ['clear', 1, 'information'],
  ['impaired', 2, 'warning'],
  ['failing', 3, 'error'],
  ['offline', 4, 'warning'],
  ['inconclusive', 5, 'warning'],
  ['unstable', 6, 'warning'],
  ['outage', 7, 'warning'],
] as const)('%s is event %i, of type %s', (belief, id, type) => {
  expect(eventOf({ ...believed, believed: belief }, resultFrom('failing'), locales.en)).toMatchObject({ id, type });
});

test('what one look contradicts is no event: its words would be of something else', () => {
  expect(eventOf({ ...believed, certainty: 'soft' }, resultFrom('failing'), locales.en)).toBeNull();
  expect(eventOf({ ...believed, believed: null }, resultFrom('failing'), locales.en)).toBeNull();
});

test('it says what a person reads, and the codes to search for', () => {
  const result = resultFrom('failing');
  const { text } = eventOf(believed, result, locales.en) ?? { text: '' };
  expect(text).toContain(locales.en.headline(result));
  expect(result.findings.length).toBeGreaterThan(0);
  for (const { code, host, title } of result.findings)
    expect(text.split('\n')).toContain(`${code} (${host}): ${title}`);
});
