import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { Result } from '../../src/model/result.ts';
import { findTray, type ShownTray } from './bus.ts';
import { receivedNotifications } from './messages.ts';
import { alive, helperOf, type Program, startProgram } from './program.ts';
import { standingOnScreen } from './screen.ts';
import { type Service, startService } from './service.ts';
import { end, openSession, type Session, until } from './session.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
const { en, fr } = locales;

let session: Session;
let service: Service;
let program: Program;
let output: string;

beforeAll(async () => {
  if (!existsSync(main)) throw new Error(`${main} is missing: npm run build`);
  session = await openSession();
  await session.startPanel();
  service = await startService(session.folder, ['data.example.test', 'install.example.test']);
  mkdirSync(join(session.folder, 'config', 'connection-check'));
  writeFileSync(
    join(session.folder, 'config', 'connection-check', 'settings.json'),
    JSON.stringify({ ...service.settings, language: 'en' }),
  );
});
beforeEach(() => {
  service.genuine = true;
  start();
});
afterEach(() => end(program));
afterAll(async () => {
  service?.close();
  await session?.close();
});

function start(env: NodeJS.ProcessEnv = {}, ...args: string[]): void {
  output = '';
  program = startProgram({ ...session, env: { ...session.env, ...env } }, main, ...args);
  program.stdout.on('data', (text) => {
    output += text;
  });
}

function helper(): number {
  const pid = helperOf(program.pid);
  if (pid === null) throw new Error('no helper is running');
  return pid;
}

/** The tray of the program, when the check that follows the start is over. */
async function settled(words = en.menu): Promise<ShownTray> {
  const tray = await findTray(session, await until(helper));
  await until(() => expect(tray.labels()).toContain(words.test));
  return tray;
}

function lastResult(): Result {
  return Result.parse(JSON.parse(readFileSync(join(session.folder, 'state', 'connection-check', 'last.json'), 'utf8')));
}

function clipboard(): string {
  return session.run('xclip', '-selection', 'clipboard', '-o');
}

function ownCommand(...args: string[]): string {
  return execFileSync(process.execPath, [main, ...args], { env: session.env, encoding: 'utf8' });
}

/** The processes that belong to the session, other than those whose names are given. */
function processes(...except: string[]): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const belongs = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`XDG_STATE_HOME=${session.folder}/`);
      const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
      return belongs && !except.includes(name) ? [`${name} ${pid}`] : [];
    } catch {
      return [];
    }
  });
}

test('a person tests the connection, sees that it is being tested, and is told what came of it', async () => {
  const tray = await settled();
  expect(lastResult().verdict).toBe('clear');
  await until(() => expect(standingOnScreen(session)).toBe('clear'));
  expect(receivedNotifications(session)).toEqual([]);

  service.genuine = false;
  const gate = Promise.withResolvers<void>();
  service.gate = gate.promise;
  tray.click(en.menu.test);
  await until(() =>
    expect(tray.menu()).toContainEqual(expect.objectContaining({ label: en.menu.testing, enabled: false })),
  );
  expect(standingOnScreen(session)).toBe('clear');

  gate.resolve();
  await until(() => expect(tray.labels()).toContain(en.menu.test));
  const result = lastResult();
  expect(result.verdict).toBe('failing');
  expect(tray.labels().slice(0, 3)).toEqual([en.menu.status('failing', 0), ...result.hosts.map(en.hostLine)]);
  await until(() => expect(standingOnScreen(session)).toBe('failing'));
  const { title, body } = en.notification.result(result);
  await until(() =>
    expect(receivedNotifications(session)).toMatchObject([{ program: 'Connection Check', title, body }]),
  );
});

test('the allowlist is on the clipboard after a click, and stays there', async () => {
  const tray = await settled();
  tray.click(en.menu.copyPlainText);
  await until(() => expect(clipboard()).toBe(ownCommand('allowlist', '--format', 'plain-text').trimEnd()));
  expect(clipboard()).toContain('data.example.test');
  tray.click(en.menu.copyHostList);
  await until(() => expect(clipboard()).toBe('data.example.test\ninstall.example.test'));
  const { title, body } = en.notification.copied;
  await until(() => expect(receivedNotifications(session)).toContainEqual(expect.objectContaining({ title, body })));
  await end(program);
  expect(clipboard()).toBe('data.example.test\ninstall.example.test');
});

test('a killed helper is back with its state', async () => {
  const before = (await settled()).labels();
  const killed = helper();
  process.kill(killed, 'SIGKILL');
  await until(() => expect(helper()).not.toBe(killed));
  const tray = await findTray(session, helper());
  await until(() => expect(tray.labels()).toEqual(before));
  await until(() => expect(standingOnScreen(session)).toBe('clear'));
});

test('the log is opened in the program for texts', async () => {
  const reader = join(session.folder, 'reader');
  const opened = join(session.folder, 'opened');
  writeFileSync(reader, `#!/bin/sh\nprintf %s "$1" >${opened}\n`);
  chmodSync(reader, 0o755);
  mkdirSync(join(session.folder, 'data', 'applications'));
  const types = 'text/plain;text/x-log;';
  const entry = `[Desktop Entry]\nType=Application\nName=Reader\nExec=${reader} %f\nMimeType=${types}\n`;
  writeFileSync(join(session.folder, 'data', 'applications', 'reader.desktop'), entry);
  for (const type of types.split(';').filter(Boolean)) session.run('xdg-mime', 'default', 'reader.desktop', type);
  (await settled()).click(en.menu.openLog);
  await until(() => expect(existsSync(opened)).toBe(true));
  await until(() =>
    expect(readFileSync(opened, 'utf8')).toBe(join(session.folder, 'state/connection-check/logs/main.log')),
  );
  expect(readFileSync(join(session.folder, 'state/connection-check/logs/main.log'), 'utf8')).toContain('clear');
});

test('Exit ends the program, takes the icon away and leaves nothing behind', async () => {
  await end(program);
  const before = processes('xclip');
  start();
  (await settled()).click(en.menu.exit);
  await until(() => expect(program.exitCode).toBe(0));
  await until(() => expect(processes('xclip')).toEqual(before));
  await until(() => expect(standingOnScreen(session)).toBeNull());
});

test('Exit ends the program also while a test is running', async () => {
  const tray = await settled();
  service.gate = new Promise(() => {});
  tray.click(en.menu.test);
  await until(() => expect(tray.labels()).toContain(en.menu.testing));
  tray.click(en.menu.exit);
  await until(() => expect(program.exitCode).toBe(0));
  service.gate = Promise.resolve();
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the program as gracefully', async (signal) => {
  await settled();
  const pid = helper();
  program.kill(signal);
  await until(() => expect(program.exitCode).not.toBeNull());
  expect(alive(pid)).toBe(false);
});

test('the menu speaks the language that was asked for', async () => {
  await end(program);
  start({}, '--lang', 'fr');
  const tray = await settled(fr.menu);
  expect(tray.labels().slice(-5)).toEqual([
    fr.menu.copyAllowlist,
    fr.menu.copyPlainText,
    fr.menu.copyHostList,
    fr.menu.openLog,
    fr.menu.exit,
  ]);
});

test('without a display the program says so in one line, and goes on in the terminal until it is interrupted', async () => {
  await end(program);
  start({ DISPLAY: undefined });
  await until(() => expect(output).toMatch(/cannot open display/i));
  await until(() => expect(output.trim().split('\n').length).toBeGreaterThan(1));
  expect(output.match(/cannot open display/gi)).toHaveLength(1);
  program.kill('SIGINT');
  await until(() => expect(program.exitCode).not.toBeNull());
});
