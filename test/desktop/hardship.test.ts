import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { type Desk, hosts, installReader, openDesk } from './desk.ts';
import { receivedNotifications } from './messages.ts';
import { alive, helperOf } from './program.ts';
import { until } from './session.ts';

const { en } = locales;

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk?.close());

const notified = (title: string) => receivedNotifications(desk.session).find((each) => each.title === title);
const logged = () => readFileSync(join(desk.stateFolder, 'logs', 'main.log'), 'utf8');

/** A PATH on which there is nothing but these. */
function pathWith(...commands: string[]): string {
  const folder = join(desk.session.folder, 'commands');
  mkdirSync(folder);
  for (const command of commands) symlinkSync(join('/usr/bin', command), join(folder, command));
  return folder;
}

/** A test that was asked for, to its end. */
async function testNow(): Promise<void> {
  const { settled, lastResult } = desk;
  const tray = await settled();
  const before = lastResult().checkedAt;
  tray.click(en.menu.test);
  await until(() => expect(lastResult().checkedAt).not.toBe(before));
}

describe('settings that are changed while the program runs', () => {
  test('are applied at the next look, all of them', async () => {
    desk.start();
    const tray = await desk.settled();
    expect(tray.labels()).toContain(en.hostLine({ host: hosts[1], verdict: 'clear', path: 'proxy' }));
    desk.writeSettings({ hosts: [hosts[0]], language: 'fr' });
    const helper = desk.helper();
    await testNow();
    // Other hosts are other items, for which there is a new helper.
    await until(() => expect(desk.helper()).not.toBe(helper));
    const other = await desk.settled('fr');
    expect(other.labels().filter((label) => label.startsWith(hosts[1]))).toEqual([]);
    expect(desk.lastResult().hosts.map(({ host }) => host)).toEqual([hosts[0]]);
    await until(() => expect(notified(locales.fr.notification.settingsApplied.title)).toBeDefined());
  });

  test.each([
    ['no JSON', '{ "hosts": [', 'JSON'],
    ['one mistake among good settings', JSON.stringify({ hosts: [hosts[0]], intervalSeconds: 0 }), 'intervalSeconds'],
    ['roots that are not there', JSON.stringify({ hosts: [hosts[0]], publicRootsFile: 'nowhere.pem' }), 'nowhere.pem'],
  ])('and hold %s are refused, with a message, and nothing of them is used', async (_, text, named) => {
    desk.start();
    const tray = await desk.settled();
    writeFileSync(join(desk.configFolder, 'settings.json'), text);
    await testNow();
    expect(desk.lastResult().hosts.map(({ host }) => host)).toEqual([...hosts]);
    await until(() => expect(notified(en.notification.settingsRefused('').title)?.body).toContain(named));
    expect(logged()).toContain(named);
    expect(tray.labels()).toContain(en.menu.exit);
    expect(desk.program().exitCode).toBeNull();
  });
});

test('without a clipboard the snippet is saved and shown, and the person told where', async () => {
  const opened = installReader(desk);
  const others = readdirSync('/usr/bin').filter((name) => !['xclip', 'xsel', 'wl-copy'].includes(name));
  desk.start({ PATH: pathWith(...others) });
  (await desk.settled()).click(en.menu.copyHostList);
  const file = join(desk.stateFolder, 'allowlist-plain-hosts.txt');
  const { title, body } = en.notification.copySaved(file);
  await until(() => expect(notified(title)?.body).toBe(body));
  await until(() => expect(opened()).toEqual([file]));
  expect(readFileSync(file, 'utf8')).toBe(`${hosts.join('\n')}\n`);
});

test('without a program that opens the report, the person is told where it is', async () => {
  desk.start({ PATH: pathWith('notify-send') });
  (await desk.settled()).click(en.menu.showDetails);
  const file = join(desk.stateFolder, 'report.html');
  const { title, body } = en.notification.notOpened(file);
  await until(() => expect(notified(title)?.body).toBe(body));
  expect(readFileSync(file, 'utf8')).toContain(hosts[0]);
  expect(logged()).toContain(file);
});

describe('a state folder', () => {
  test('that cannot be written costs what is kept there, and nothing else', async () => {
    const file = join(desk.session.folder, 'no-folder');
    writeFileSync(file, '');
    desk.start({ XDG_STATE_HOME: file, PATH: pathWith('notify-send') });
    const tray = await desk.settled();
    desk.service.genuine = false;
    tray.click(en.menu.test);
    await until(() => expect(tray.labels()[0]).toMatch(/^Not connected – checked at/));
    tray.click(en.menu.notifications.concat(' ✓'));
    await until(() => expect(tray.labels()).toContain(en.menu.notifications));
    // It would be turned on again after every time that the person has turned it off.
    expect(existsSync(join(desk.session.folder, 'config', 'autostart'))).toBe(false);
    tray.click(en.menu.showDetails);
    const saved = await until(() => {
      const body = notified(en.notification.notOpened('').title)?.body ?? '';
      expect(body).toContain('report.html');
      return body.slice(body.indexOf('/'));
    });
    expect(saved.startsWith(join(desk.session.folder, 'temporary'))).toBe(true);
    expect(readFileSync(saved, 'utf8')).toContain(hosts[0]);
    tray.click(en.menu.exit);
    await until(() => expect(desk.program().exitCode).toBe(0));
  });

  test('that takes no more leaves what is there whole, and the person is told what could not be saved', async () => {
    const program = desk.start({ PATH: pathWith('notify-send') });
    const tray = await desk.settled();
    const before = readFileSync(join(desk.stateFolder, 'last.json'), 'utf8');
    const files = readdirSync(desk.stateFolder);
    // No file may become longer than this: the write of anything more ends half done, as on a disk that fills up.
    desk.session.run('prlimit', '--pid', String(program.pid), '--fsize=4000');
    desk.service.genuine = false;
    tray.click(en.menu.test);
    await until(() => expect(tray.labels()[0]).toMatch(/^Not connected – checked at/));
    tray.click(en.menu.showDetails);
    await until(() => expect(notified(en.notification.notSaved('').title)?.body).toMatch(/EFBIG/));
    expect(readFileSync(join(desk.stateFolder, 'last.json'), 'utf8')).toBe(before);
    expect(readdirSync(desk.stateFolder)).toEqual(files);
    expect(readdirSync(join(desk.session.folder, 'temporary'), { recursive: true }).join()).not.toContain('report');
    expect(program.exitCode).toBeNull();
  });
});

describe('a mistake in the program', () => {
  const planting = (code: string) => ({ NODE_OPTIONS: `--import=data:text/javascript,setTimeout(()=>{${code}},4000)` });

  test('is logged, takes the icon away and ends it with 1', async () => {
    const program = desk.start(planting(`throw/**/new/**/Error('planted')`));
    const helper = await until(desk.helper);
    await until(() => expect(program.exitCode).toBe(1));
    expect(alive(helper)).toBe(false);
    expect(logged()).toMatch(/uncaught: Error: planted/);
  });

  test('in a promise is logged, and the program lives on', async () => {
    const program = desk.start(planting(`Promise.reject(Error('planted'))`));
    await desk.settled();
    await until(() => expect(logged()).toMatch(/unhandled: Error: planted/));
    await testNow();
    expect(program.exitCode).toBeNull();
    expect(helperOf(program.pid)).not.toBeNull();
  });
});
