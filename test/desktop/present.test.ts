import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { receivedNotifications } from './messages.ts';
import { type Driver, startDriver } from './program.ts';
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

function notify(kind: string, title: string, body: string): void {
  driver.tell({ do: 'notify', notification: { kind, standing: 'failing', title, body } });
}

test('a notification arrives with its words as they are, whatever the shell, the markup or the options they look like', async () => {
  const title = `Ça ne marche pas 😀 "$(touch trapped)" \`touch trapped\` & <b>`;
  notify('words', title, `-h 'l’hôte' <a href="x">\\n & $HOME %s`);
  await until(() => expect(receivedNotifications(session)).toHaveLength(1));
  expect(receivedNotifications(session)).toEqual([
    {
      program: 'Connection Check',
      title,
      body: `\u200B-h 'l’hôte' &lt;a href="x"&gt;\\n &amp; $HOME %s`,
      icon: expect.stringMatching(/\/assets\/icons\/failing-96\.png$/),
    },
  ]);
  expect(existsSync(join(session.folder, 'home', 'trapped'))).toBe(false);
  expect(driver.events).toEqual([]);
});

test('of many notifications of one kind the first is shown, and ten seconds later the last', async () => {
  const titles = () => receivedNotifications(session).map(({ title }) => title);
  for (const title of ['first', 'second', 'last']) notify('many', title, 'body');
  notify('other', 'other', 'body');
  await until(() => expect(titles()).toEqual(expect.arrayContaining(['first', 'other'])));
  await until(() => expect(titles()).toContain('last'));
  expect(titles()).not.toContain('second');
});

test('where nobody shows notifications, the log says so and nothing else happens', async () => {
  const lonely = startDriver({ ...session, env: { ...session.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } });
  lonely.tell({ do: 'notify', notification: { kind: 'any', standing: 'clear', title: 'title', body: 'body' } });
  await until(() => expect(lonely.events).toEqual([{ log: expect.stringMatching(/^notification: .*notify-send/) }]));
  expect(lonely.program.exitCode).toBeNull();
  await end(lonely.program);
});

test('a text is on the clipboard as it is, also after Ctrl-C has ended the program', async () => {
  const text = 'Bonjour à tous,\n\n\t"$(touch trapped)" `quickbooksdesktop.codat.io` 😀\n';
  driver.tell({ do: 'copy', text });
  await until(() => expect(driver.events).toEqual([{ copied: true }]));
  process.kill(-(driver.program.pid ?? 0), 'SIGINT');
  await until(() => expect(driver.program.signalCode).toBe('SIGINT'));
  expect(session.run('xclip', '-selection', 'clipboard', '-o')).toBe(text);
});

test('a second copy replaces the first', async () => {
  driver.tell({ do: 'copy', text: 'first' });
  await until(() => expect(driver.events).toHaveLength(1));
  driver.tell({ do: 'copy', text: 'second' });
  await until(() => expect(driver.events).toEqual([{ copied: true }, { copied: true }]));
  expect(session.run('xclip', '-selection', 'clipboard', '-o')).toBe('second');
});

test('without a clipboard the reason names every tool that was tried', async () => {
  const blind = startDriver({
    ...session,
    env: { ...session.env, DISPLAY: undefined, WAYLAND_DISPLAY: 'nowhere', PATH: '/nowhere' },
  });
  blind.tell({ do: 'copy', text: 'text' });
  const reason = 'wl-copy: not installed; xclip: not installed; xsel: not installed';
  await until(() => expect(blind.events).toEqual([{ copied: false, reason }]));
  await end(blind.program);
});

test('a file is opened by the program that the desktop has chosen for it', async () => {
  const reader = join(session.folder, 'reader');
  const opened = join(session.folder, 'opened');
  writeFileSync(reader, `#!/bin/sh\nprintf %s "$1" >${opened}\n`);
  chmodSync(reader, 0o755);
  const entry = `[Desktop Entry]\nType=Application\nName=Reader\nExec=${reader} %f\nMimeType=text/plain;\n`;
  mkdirSync(join(session.folder, 'data', 'applications'));
  writeFileSync(join(session.folder, 'data', 'applications', 'reader.desktop'), entry);
  session.run('xdg-mime', 'default', 'reader.desktop', 'text/plain');
  const path = join(session.folder, 'home', 'the log of today.txt');
  writeFileSync(path, 'line\n');
  driver.tell({ do: 'open', path });
  await until(() => expect(driver.events).toEqual([{ opened: true }]));
  await until(() => expect(readFileSync(opened, 'utf8')).toBe(path));
});

test('a file that is not there, or no program to open it, is an answer', async () => {
  driver.tell({ do: 'open', path: '/nowhere/main.log' });
  await until(() => expect(driver.events).toEqual([{ opened: false, reason: 'xdg-open: ended by exit code 2' }]));
  const bare = startDriver({ ...session, env: { ...session.env, PATH: '/nowhere' } });
  bare.tell({ do: 'open', path: '/etc/hostname' });
  await until(() => expect(bare.events).toEqual([{ opened: false, reason: 'xdg-open: not installed' }]));
  await end(bare.program);
});
