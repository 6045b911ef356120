import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import program from '../../package.json' with { type: 'json' };
import { locales } from '../../src/advice/languages.ts';
import type { Locale } from '../../src/advice/locale.ts';
import type { ShownTray } from './bus.ts';
import { type Desk, hosts, installReader, openDesk } from './desk.ts';
import { receivedNotifications } from './messages.ts';
import { iconOnScreen } from './screen.ts';
import { end, until } from './session.ts';

const { en, fr } = locales;
const tick = ' ✓';

let desk: Desk;
let opened: () => string[];
beforeAll(async () => {
  desk = await openDesk();
  await desk.session.startPanel();
  opened = installReader(desk);
});
beforeEach(() => {
  desk.start();
});
afterEach(async () => {
  await end(desk.program());
  desk.service.genuine = true;
  desk.writeSettings({});
  rmSync(desk.stateFolder, { recursive: true, force: true });
  rmSync(join(desk.session.folder, 'config', 'autostart'), { recursive: true, force: true });
});
afterAll(() => desk?.close());

const notified = (title: string) => receivedNotifications(desk.session).find((each) => each.title === title);
const autostartFile = () => join(desk.session.folder, 'config', 'autostart', 'connection-check.desktop');
const preferences = () => JSON.parse(readFileSync(join(desk.stateFolder, 'preferences.json'), 'utf8'));

/** The whole menu, as a person reads it after the first check of a first run. */
function whole({ tag, menu, hostLine }: Locale, checkedAt: string): string[] {
  const time = new Date(checkedAt);
  return [
    menu.status('clear', time, time),
    ...hosts.map((host) => hostLine({ host, verdict: 'clear', path: 'proxy' })),
    menu.test,
    menu.showDetails,
    menu.copyAllowlist,
    { en: 'Windows Defender Firewall', fr: 'Pare-feu Windows Defender' }[tag],
    'Fortinet FortiGate (FortiOS)',
    'SonicWall SonicOS 7/8',
    'Sophos Firewall',
    'WatchGuard Firebox (Fireware)',
    'Cisco Meraki MX',
    {
      en: 'Ubiquiti UniFi gateway (Network 9+, zone-based)',
      fr: 'Passerelle Ubiquiti UniFi (Network 9 et suivants, par zones)',
    }[tag],
    'pfSense',
    menu.copyPlainText,
    menu.copyHostList,
    menu.listProducts,
    menu.saveReport,
    menu.pause,
    menu.notifications + tick,
    menu.startAtLogin + tick,
    menu.language,
    `English${menu === en.menu ? tick : ''}`,
    `Français${menu === fr.menu ? tick : ''}`,
    menu.openLog,
    menu.help,
    menu.about,
    menu.exit,
  ];
}

describe.each(['en', 'fr'] as const)('in %s', (language) => {
  test('the whole menu is on the bus, and all but what only says something can be clicked', async () => {
    await end(desk.program());
    desk.start({}, '--lang', language);
    const tray = await desk.settled(language);
    await until(() => expect(tray.labels()).toEqual(whole(locales[language], desk.lastResult().checkedAt)));
    expect(tray.menu().flatMap(({ label, enabled }) => (enabled ? [] : [label]))).toEqual(tray.labels().slice(0, 3));
  });
});

test('a snippet is on the clipboard after a click, and stays there after the program has ended', async () => {
  const tray = await desk.settled();
  tray.click(en.menu.copyPlainText);
  await until(() => expect(desk.clipboard()).toBe(desk.run('allowlist', '--format', 'plain-text').trimEnd()));
  tray.click('pfSense');
  await until(() => expect(desk.clipboard()).toBe(desk.run('allowlist', '--format', 'pfsense-allow').trimEnd()));
  tray.click(en.menu.copyHostList);
  await until(() => expect(desk.clipboard()).toBe(hosts.join('\n')));
  const { title, body } = en.notification.copied(en.menu.copyHostList);
  await sleep(10_000);
  await until(() => expect(receivedNotifications(desk.session).at(-1)).toMatchObject({ title, body }));
  await end(desk.program());
  expect(desk.clipboard()).toBe(hosts.join('\n'));
});

test('what else there is opens: details, other products, the log, help and the folder of the report', async () => {
  const tray = await desk.settled();
  const inState = (name: string) => join(desk.stateFolder, name);
  const expectOpened = (path: string) => until(() => expect(opened().at(-1)).toBe(path));
  tray.click(en.menu.showDetails);
  await expectOpened(inState('report.html'));
  expect(readFileSync(inState('report.html'), 'utf8')).toContain(hosts[0]);
  tray.click(en.menu.listProducts);
  await expectOpened(inState('allowlist.txt'));
  expect(readFileSync(inState('allowlist.txt'), 'utf8')).toContain('Pi-hole v6');
  tray.click(en.menu.openLog);
  await expectOpened(inState('logs/main.log'));
  expect(readFileSync(inState('logs/main.log'), 'utf8')).toContain('clear');
  tray.click(en.menu.help);
  await expectOpened(inState('help.txt'));
  expect(readFileSync(inState('help.txt'), 'utf8')).toBe(en.guide);
  tray.click(en.menu.saveReport);
  await expectOpened(inState('reports'));
  const [report = ''] = readdirSync(inState('reports'));
  const { title, body } = en.notification.reportSaved(join(inState('reports'), report));
  await until(() => expect(notified(title)?.body).toBe(body));
});

test('About says which version this is', async () => {
  (await desk.settled()).click(en.menu.about);
  await until(() => expect(notified(`Connection Check ${program.version}`)).toBeDefined());
});

test('a choice of language changes everything at once, and is there at the next start', async () => {
  const tray = await desk.settled();
  tray.click('Français');
  const now = () => desk.lastResult().checkedAt;
  await until(() => expect(tray.labels()).toEqual(whole(fr, now())));
  tray.click(fr.menu.test);
  await until(() => expect(notified(fr.notification.result(desk.lastResult()).title)).toBeDefined());
  tray.click(fr.menu.showDetails);
  await until(() => expect(readFileSync(join(desk.stateFolder, 'report.html'), 'utf8')).toContain('lang="fr'));
  await end(desk.program());
  desk.start();
  const again = await desk.settled('fr');
  again.click('English');
  await until(() => expect(again.labels()).toContain(en.menu.exit));
});

test('a pause is ticked, says until when, and ends at a second click', async () => {
  const tray = await desk.settled();
  const checkedAt = desk.lastResult().checkedAt;
  tray.click(en.menu.pause);
  await until(() => expect(tray.labels()).toContain(en.menu.pause + tick));
  expect(tray.labels()[0]).toMatch(/^Checks are paused until \d\d:\d\d$/);
  expect(iconOnScreen(desk.session)).toBe('paused');
  tray.click(en.menu.pause + tick);
  await until(() => expect(tray.labels()[0]).toMatch(/^Connected – checked at/));
  expect(tray.labels()).toContain(en.menu.pause);
  await until(() => expect(desk.lastResult().checkedAt).not.toBe(checkedAt));
});

test('no notifications is a choice that is kept, and no change of the settings', async () => {
  const settings = readFileSync(join(desk.configFolder, 'settings.json'), 'utf8');
  const tray = await desk.settled();
  tray.click(en.menu.notifications + tick);
  await until(() => expect(tray.labels()).toContain(en.menu.notifications));
  expect(preferences()).toMatchObject({ notifications: false, language: null });
  await end(desk.program());
  desk.start();
  const again = await desk.settled();
  expect(again.labels()).toContain(en.menu.notifications);
  again.click(en.menu.notifications);
  await until(() => expect(again.labels()).toContain(en.menu.notifications + tick));
  expect(preferences()).toMatchObject({ notifications: true });
  expect(readFileSync(join(desk.configFolder, 'settings.json'), 'utf8')).toBe(settings);
});

describe('start at login', () => {
  const starts = (tray: ShownTray, on: boolean) =>
    until(() => expect(tray.labels()).toContain(en.menu.startAtLogin + (on ? tick : '')));

  test('is decided at the first run, and never again after the file was removed', async () => {
    await starts(await desk.settled(), true);
    expect(readFileSync(autostartFile(), 'utf8')).toMatch(/^Exec=".*node" ".*\/dist\/main\.js" "--autostart"$/m);
    expect(preferences()).toMatchObject({ autostartDecided: true });
    await end(desk.program());
    rmSync(autostartFile());
    desk.start();
    await starts(await desk.settled(), false);
    expect(existsSync(autostartFile())).toBe(false);
  });

  test('is turned off and on by a click', async () => {
    const tray = await desk.settled();
    await starts(tray, true);
    tray.click(en.menu.startAtLogin + tick);
    await starts(tray, false);
    expect(existsSync(autostartFile())).toBe(false);
    await end(desk.program());
    desk.start();
    const again = await desk.settled();
    await starts(again, false);
    again.click(en.menu.startAtLogin);
    await starts(again, true);
    expect(existsSync(autostartFile())).toBe(true);
  });

  test('waits before it looks, so that a person sees that nothing is known yet', async () => {
    await end(desk.program());
    const before = desk.service.connections();
    desk.start({}, '--autostart');
    await until(() => expect(iconOnScreen(desk.session)).toBe('waiting'));
    await sleep(3_000);
    expect(desk.service.connections()).toBe(before);
    expect(existsSync(join(desk.stateFolder, 'last.json'))).toBe(false);
  });
});

describe('a second start', () => {
  test('makes the first one test and tell, and ends', async () => {
    await desk.settled();
    const checkedAt = desk.lastResult().checkedAt;
    expect(desk.run()).toBe(`${en.page.alreadyRunning}\n`);
    await until(() => expect(desk.lastResult().checkedAt).not.toBe(checkedAt));
    await until(() => expect(notified(en.notification.result(desk.lastResult()).title)).toBeDefined());
    expect(desk.program().exitCode).toBeNull();
  });

  test('at login ends without a word to the first one', async () => {
    await desk.settled();
    const checkedAt = desk.lastResult().checkedAt;
    const before = receivedNotifications(desk.session).length;
    desk.run('--autostart');
    await sleep(1_000);
    expect(desk.lastResult().checkedAt).toBe(checkedAt);
    expect(receivedNotifications(desk.session)).toHaveLength(before);
  });

  test('after a crash is the first', async () => {
    await desk.settled();
    desk.program().kill('SIGKILL');
    await until(() => expect(desk.program().signalCode).toBe('SIGKILL'));
    desk.start();
    await desk.settled();
    expect(desk.output()).toBe('');
  });
});
