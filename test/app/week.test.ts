import { expect, test } from 'vitest';
import { liveWeek } from '../support/week.ts';

test.each([1, 2, 3, 4, 5])('eight notices in a week, whatever the chance (%i)', async (seed) => {
  const { seen, icons, looks } = await liveWeek(seed);
  expect(seen).toEqual([
    // Mon 14:00 to 14:19: told of, and so is its end, since more than ten minutes have passed. 14:35: the same cause on the
    // same day. 14:43: the fourth change in an hour. Half an hour later it still works.
    'Mon 14 h problem',
    'Mon 14 h recovered',
    'Mon 14 h unstable',
    'Mon 15 h recovered',
    // Tuesday’s portal and Wednesday’s outage change the icon, and nobody is told.
    // Thu 9:00: blocked. The same cause as on Monday, but days ago. On Friday once more, in case it was forgotten.
    'Thu 9 h problem',
    'Fri 9 h reminder',
    // Before the next reminder is due, it works.
    'Sat 9 h recovered',
    'Sun 14 h inspected',
  ]);
  expect(icons).toEqual([
    ...['clear', 'failing', 'clear', 'failing', 'unstable', 'clear'],
    ...['offline', 'clear'],
    ...['failing', 'clear'],
    ...['failing', 'clear'],
    'impaired',
  ]);
  // 74 hours awake at a look in five minutes, and some more while something is wrong: three a minute would be 13,000.
  expect(looks).toBeGreaterThan(74 * 10);
  expect(looks).toBeLessThan(74 * 20);
});
