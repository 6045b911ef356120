import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { iconNames } from '../../src/tray/menu.ts';
import { findTray } from './bus.ts';
import { type Desk, openDesk } from './desk.ts';
import { helperOf, memoryOf, startDriver } from './program.ts';
import { iconOnScreen } from './screen.ts';
import { end, until } from './session.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk?.close());

const rounds = 4;
const changes = 200;
/** In KB. The helper takes 300 to 400 for that many changes of a whole menu; the first rounds fill caches. */
const mostGrowth = { helper: 2_000, program: 8_000 };

interface Memory {
  readonly helper: number;
  readonly program: number;
}

/** Between two rounds, after the first two: a leak grows in all of them, a cache in one. */
function expectNoGrowth(after: readonly Memory[]): void {
  const least = (part: keyof Memory) =>
    Math.min(...after.slice(2).map((memory, at) => memory[part] - (after[at + 1]?.[part] ?? 0)));
  expect(least('helper')).toBeLessThan(mostGrowth.helper);
  expect(least('program')).toBeLessThan(mostGrowth.program);
}

test('eight hundred changes of the icon and of every item leave the memory as it was, and no files', async () => {
  const { session } = desk;
  await session.startPanel();
  const driver = startDriver(session);
  const show = (count: number) => {
    const icon = iconNames[count % iconNames.length] ?? 'clear';
    const titles = Array.from({ length: 30 }, (_, item) => `${item} in state ${count}`);
    const items = titles.map((title, key) => ({
      key: String(key),
      title,
      enabled: count % 2 === 0,
      checked: count % 3 === 0,
      items: [],
    }));
    driver.tell({ do: 'show', menu: { icon, tooltip: String(count), items } });
  };
  show(0);
  await until(() => expect(driver.events).toContainEqual({ shown: true }));
  const helper = helperOf(driver.program.pid) ?? 0;
  const tray = await findTray(session, helper);
  const memory: Memory[] = [];
  for (let count = 1; count <= rounds * changes; count += 1) {
    show(count);
    // Each is seen before the next comes, as in life.
    if (count % 10 === 0) await until(() => expect(tray.labels()[0]).toContain(`state ${count}`));
    if (count % changes === 0) memory.push({ helper: memoryOf(helper), program: memoryOf(driver.program.pid) });
  }
  expectNoGrowth(memory);
  expect(readdirSync(join(session.folder, 'temporary')).length).toBeLessThanOrEqual(iconNames.length);
  await end(driver.program);
});

test('two hundred changes of the language leave the memory of the whole program as it was', async () => {
  desk.start();
  const tray = await desk.settled();
  const memory: Memory[] = [];
  for (let count = 1; count <= changes; count += 1) {
    const name = count % 2 === 0 ? 'English' : 'Français';
    tray.click(name);
    await until(() => expect(tray.labels()).toContain(`${name} ✓`));
    if (count % (changes / rounds) === 0)
      memory.push({ helper: memoryOf(desk.helper()), program: memoryOf(desk.program().pid) });
  }
  expectNoGrowth(memory);
}, 120_000);

test('between its looks the program and its helper keep less than 45 MB to themselves', async () => {
  await desk.session.startPanel();
  desk.start();
  const tray = await desk.settled();
  for (let count = 0; count < 4; count += 1) {
    const before = desk.lastResult().checkedAt;
    tray.click(locales.en.menu.test);
    await until(() => expect(desk.lastResult().checkedAt).not.toBe(before));
    await until(() => expect(tray.labels()).toContain(locales.en.menu.test));
  }
  const own = (pid: number | undefined) => (memoryOf(pid, 'Private_Dirty') * 1024) / 1e6;
  await until(() => expect(own(desk.program().pid) + own(desk.helper())).toBeLessThan(45));
}, 120_000);

test('a helper that is killed twenty times is back each time, with the same menu, and one at a time', async () => {
  await desk.session.startPanel();
  desk.start();
  const labels = (await desk.settled()).labels();
  for (let killed = 0; killed < 20; killed += 1) {
    const before = desk.helper();
    process.kill(before, 'SIGKILL');
    await until(() => expect(desk.helper()).not.toBe(before));
    const tray = await findTray(desk.session, desk.helper());
    await until(() => expect(tray.labels()).toEqual(labels));
  }
  await until(() => expect(iconOnScreen(desk.session)).toBe('clear'));
  expect(desk.program().exitCode).toBeNull();
}, 300_000);

test('the icon and its menu are back after the panel was restarted', async () => {
  const panel = await desk.session.startPanel();
  desk.start();
  const tray = await desk.settled();
  await until(() => expect(iconOnScreen(desk.session)).toBe('clear'));
  await end(panel);
  await until(() => expect(iconOnScreen(desk.session)).toBeNull());
  await desk.session.startPanel();
  await until(() => expect(iconOnScreen(desk.session)).toBe('clear'));
  const before = desk.lastResult().checkedAt;
  tray.click(locales.en.menu.test);
  await until(() => expect(desk.lastResult().checkedAt).not.toBe(before));
});
