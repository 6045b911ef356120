import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { findTray } from './bus.ts';
import { type Desk, openDesk } from './desk.ts';
import { receivedNotifications } from './messages.ts';
import { alive } from './program.ts';
import { iconOnScreen } from './screen.ts';
import { end, until } from './session.ts';

const { en } = locales;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.session.startPanel();
});
beforeEach(() => {
  desk.service.genuine = true;
  desk.start();
});
afterEach(() => end(desk.program()));
afterAll(() => desk?.close());

/** The processes that belong to the session, other than those whose names are given. */
function processes(...except: string[]): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const belongs = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`XDG_STATE_HOME=${desk.session.folder}/`);
      const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
      return belongs && !except.includes(name) ? [`${name} ${pid}`] : [];
    } catch {
      return [];
    }
  });
}

test('a person tests the connection, sees that it is being tested, and is told what came of it', async () => {
  const { session, service } = desk;
  const tray = await desk.settled();
  expect(desk.lastResult().verdict).toBe('clear');
  await until(() => expect(iconOnScreen(session)).toBe('clear'));
  expect(receivedNotifications(session)).toEqual([]);

  service.genuine = false;
  const gate = Promise.withResolvers<void>();
  service.gate = gate.promise;
  tray.click(en.menu.test);
  await until(() =>
    expect(tray.menu()).toContainEqual(expect.objectContaining({ label: en.menu.testing, enabled: false })),
  );
  expect(iconOnScreen(session)).toBe('clear');

  gate.resolve();
  await until(() => expect(tray.labels()).toContain(en.menu.test));
  const result = desk.lastResult();
  expect(result.verdict).toBe('failing');
  const checkedAt = new Date(result.checkedAt);
  expect(tray.labels().slice(0, 3)).toEqual([
    en.menu.status('failing', checkedAt, checkedAt),
    ...result.hosts.map(en.hostLine),
  ]);
  await until(() => expect(iconOnScreen(session)).toBe('failing'));
  const { title, body } = en.notification.result(result);
  await until(() =>
    expect(receivedNotifications(session)).toMatchObject([{ program: 'Connection Check', title, body }]),
  );
});

test('a killed helper is back with its state', async () => {
  const before = (await desk.settled()).labels();
  const killed = desk.helper();
  process.kill(killed, 'SIGKILL');
  await until(() => expect(desk.helper()).not.toBe(killed));
  const tray = await findTray(desk.session, desk.helper());
  await until(() => expect(tray.labels()).toEqual(before));
  await until(() => expect(iconOnScreen(desk.session)).toBe('clear'));
});

test('Exit ends the program, takes the icon away and leaves nothing behind', async () => {
  await end(desk.program());
  const before = processes('xclip');
  const program = desk.start();
  (await desk.settled()).click(en.menu.exit);
  await until(() => expect(program.exitCode).toBe(0));
  await until(() => expect(processes('xclip')).toEqual(before));
  await until(() => expect(iconOnScreen(desk.session)).toBeNull());
  expect(readdirSync(join(desk.session.folder, 'runtime'))).not.toContain('connection-check.sock');
});

test('Exit ends the program also while a test is running', async () => {
  const tray = await desk.settled();
  desk.service.gate = new Promise(() => {});
  tray.click(en.menu.test);
  await until(() => expect(tray.labels()).toContain(en.menu.testing));
  tray.click(en.menu.exit);
  await until(() => expect(desk.program().exitCode).toBe(0));
  desk.service.gate = Promise.resolve();
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the program as gracefully', async (signal) => {
  await desk.settled();
  const pid = desk.helper();
  desk.program().kill(signal);
  await until(() => expect(desk.program().exitCode).not.toBeNull());
  expect(alive(pid)).toBe(false);
});

test('without a display the program says so in one line, and goes on in the terminal until it is interrupted', async () => {
  await end(desk.program());
  const program = desk.start({ DISPLAY: undefined });
  await until(() => expect(desk.output()).toMatch(/cannot open display/i));
  await until(() => expect(desk.output().trim().split('\n').length).toBeGreaterThan(1));
  expect(desk.output().match(/cannot open display/gi)).toHaveLength(1);
  program.kill('SIGINT');
  await until(() => expect(program.exitCode).not.toBeNull());
});
