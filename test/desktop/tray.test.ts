import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Menu, MenuEntry } from '../../src/tray/menu.ts';
import { type IconName, iconNames } from '../../src/tray/menu.ts';
import { findTray, type ShownTray } from './bus.ts';
import { alive, type Driver, helperOf, startDriver } from './program.ts';
import { clickIcon, iconOnScreen, menuIsOpen } from './screen.ts';
import { end, openSession, type Session, until } from './session.ts';

let session: Session;
let driver: Driver;
beforeAll(async () => {
  session = await openSession();
});
beforeEach(() => {
  driver = startDriver(session);
});
afterEach(() => end(driver.program));
afterAll(() => session?.close());

function entry(key: string, title: string, changes: Partial<MenuEntry> = {}): MenuEntry {
  return { key, title, enabled: true, checked: false, items: [], ...changes };
}

function menu(icon: IconName, ...items: Menu['items']): Menu {
  return { icon, tooltip: '', items: [entry('status', icon, { enabled: false }), 'separator', ...items] };
}

function helper(): number {
  const pid = helperOf(driver.program.pid);
  if (pid === null) throw new Error('no helper is running');
  return pid;
}

async function show(shown: Menu): Promise<ShownTray> {
  driver.tell({ do: 'show', menu: shown });
  await until(() => expect(driver.events).toContainEqual({ shown: true }));
  const tray = await findTray(session, helper());
  await until(() => expect(tray.labels()).toHaveLength(count(shown.items)));
  return tray;
}

function count(items: Menu['items']): number {
  return items.reduce((sum, item) => (item === 'separator' ? sum : sum + 1 + count(item.items)), 0);
}

function clicks(): string[] {
  return driver.events.flatMap((event) => ('click' in event ? [String(event.click)] : []));
}

describe('without a panel', () => {
  test('a click on an item or in a submenu arrives, and opening the submenu is no click', async () => {
    const more = entry('more', 'More', { items: [entry('one', 'One'), entry('two', 'Two')] });
    const tray = await show(menu('waiting', more, entry('exit', 'Exit')));
    tray.click('More');
    tray.click('Two');
    tray.click('Exit');
    await until(() => expect(clicks()).toEqual(['two', 'exit']));
  });

  test('changes arrive: words with an underscore, whether it can be clicked, a check mark and back', async () => {
    const tray = await show(menu('waiting', entry('a', 'A'), entry('b', 'B')));
    driver.tell({
      do: 'show',
      menu: menu('waiting', entry('a', 'A_a & co', { enabled: false }), entry('b', 'B', { checked: true })),
    });
    await until(() => expect(tray.labels().slice(1)).toEqual(['A__a & co', 'B ✓']));
    expect(tray.menu()[1]?.enabled).toBe(false);
    driver.tell({ do: 'show', menu: menu('waiting', entry('a', 'A'), entry('b', 'B')) });
    await until(() => expect(tray.labels().slice(1)).toEqual(['A', 'B']));
    expect(tray.menu()[1]?.enabled).toBe(true);
  });

  test('a killed helper comes back with all that was shown, and with other items when they changed', async () => {
    await show(menu('waiting', entry('a', 'A')));
    const killed = helper();
    process.kill(killed, 'SIGKILL');
    driver.tell({ do: 'show', menu: menu('clear', entry('b', 'B'), entry('c', 'C')) });
    await until(() => expect(helper()).not.toBe(killed));
    const tray = await findTray(session, helper());
    await until(() => expect(tray.labels()).toEqual(['clear', 'B', 'C']));
  });

  test('stopping takes the helper with it', async () => {
    await show(menu('waiting'));
    const pid = helper();
    driver.tell({ do: 'stop' });
    await until(() => expect(driver.program.exitCode).toBe(0));
    expect(alive(pid)).toBe(false);
  });

  test('no helper outlives a program that was killed', async () => {
    await show(menu('waiting'));
    const pid = helper();
    driver.program.kill('SIGKILL');
    await until(() => expect(alive(pid)).toBe(false));
  });

  test('a program that lies in the current directory under the name of the helper is not started', async () => {
    const folder = join(session.folder, 'home', 'traybin');
    const trap = join(session.folder, 'trapped');
    mkdirSync(folder);
    writeFileSync(join(folder, 'tray_linux_release'), `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 });
    await show(menu('waiting'));
    expect(readFileSync(`/proc/${helper()}/cmdline`, 'utf8')).toMatch(
      /^\/.*\/systray2\/traybin\/tray_linux_release\0$/,
    );
    expect(existsSync(trap)).toBe(false);
  });
});

test('where there is no display, the helper says so', async () => {
  const blind = startDriver({ ...session, env: { ...session.env, DISPLAY: undefined } });
  blind.tell({ do: 'show', menu: menu('waiting') });
  await until(() => expect(blind.events.at(-1)).toMatchObject({ shown: false, reason: /cannot open display/i }));
  expect(helperOf(blind.program.pid)).toBeNull();
  await end(blind.program);
});

describe('in a panel', () => {
  beforeAll(() => session.startPanel());

  test('each icon is its own on the screen', async () => {
    await show(menu('waiting'));
    for (const name of iconNames) {
      driver.tell({ do: 'show', menu: menu(name) });
      await until(() => expect(iconOnScreen(session)).toBe(name));
    }
  });

  test('either button of the mouse opens the menu, and the keyboard chooses from it', async () => {
    await show(menu('impaired', entry('first', 'First'), entry('last', 'Last')));
    await until(() => expect(iconOnScreen(session)).toBe('impaired'));
    for (const button of [1, 3] as const) {
      clickIcon(session, button);
      await until(() => expect(menuIsOpen(session)).toBe(true));
      session.run('xdotool', 'key', 'End', 'Return');
      await until(() => expect(menuIsOpen(session)).toBe(false));
    }
    await until(() => expect(clicks()).toEqual(['last', 'last']));
  });

  test('the icon of a killed helper gives way to the one that comes back', async () => {
    await show(menu('failing'));
    await until(() => expect(iconOnScreen(session)).toBe('failing'));
    process.kill(helper(), 'SIGKILL');
    driver.tell({ do: 'show', menu: menu('clear') });
    await until(() => expect(iconOnScreen(session)).toBe('clear'));
  });

  test('the icon goes when the program stops', async () => {
    await show(menu('offline'));
    await until(() => expect(iconOnScreen(session)).toBe('offline'));
    driver.tell({ do: 'stop' });
    await until(() => expect(iconOnScreen(session)).toBeNull());
  });

  test('the icon comes back when the panel is started again', async () => {
    const own = await openSession();
    const other = startDriver(own);
    const panel = await own.startPanel();
    other.tell({ do: 'show', menu: menu('inconclusive') });
    await until(() => expect(iconOnScreen(own)).toBe('inconclusive'));
    await end(panel);
    await until(() => expect(iconOnScreen(own)).toBeNull());
    await own.startPanel();
    await until(() => expect(iconOnScreen(own)).toBe('inconclusive'));
    await end(other.program);
    await own.close();
  });
});
