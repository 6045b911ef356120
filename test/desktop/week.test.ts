/** What a person sees on a desktop of a week of network weather. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { wordsOf } from '../../src/app/notices.ts';
import { programFolder } from '../../src/platform/desktop.ts';
import { createNotifier } from '../../src/present/notification.ts';
import { liveWeek } from '../support/week.ts';
import { receivedNotifications } from './messages.ts';
import { openSession, type Session, until } from './session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
  for (const [name, value] of Object.entries(session.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await session?.close();
});

test('eight notifications, each with the icon of its time', async () => {
  // In fake time the desktop seems never to answer.
  const notify = createNotifier({ iconFolder: join(programFolder(), 'assets', 'icons'), onLog: () => {} });
  await liveWeek(1, (notice, standing) => notify({ kind: 'changed', standing, ...wordsOf(notice, locales.en) }));
  const received = () =>
    receivedNotifications(session).map(({ title, icon }) => `${/([a-z]+)-96\.png$/.exec(icon)?.[1]}: ${title}`);
  await until(() => expect(received().length).toBeGreaterThanOrEqual(8));
  // They came within a second here, in any order.
  expect(received().toSorted()).toMatchInlineSnapshot(`
    [
      "clear: QuickBooks sync works again",
      "clear: QuickBooks sync works again",
      "clear: QuickBooks sync works again",
      "failing: QuickBooks data can’t sync",
      "failing: QuickBooks data can’t sync",
      "failing: Still so: QuickBooks data can’t sync",
      "impaired: Connected, but not privately",
      "unstable: The connection to Codat comes and goes",
    ]
  `);
});
