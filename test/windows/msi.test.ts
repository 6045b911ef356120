/** What IT does with the MSI: silently, for all users, over older versions and over the other installer, and away again. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import program from '../../package.json' with { type: 'json' };
import { built } from './requirements.ts';
import { iconIsShown, registry, running, takeInventory } from './traces.ts';
import { openWindows, until, type Windows } from './windows.ts';

const name = 'Connection Check';
const older = '0.0.9';
const file = (version: string) => `ConnectionCheck-${version}.msi`;
const msi = join(built, file(program.version));
const setup = `wine /shared/ConnectionCheckSetup-${program.version}.exe`;
const folder = `/root/prefix/drive_c/Program Files/${name}`;
const temporary = '/root/prefix/drive_c/users/root/AppData/Local/Temp';
const run = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const uninstall = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const events = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\${name}`;

const shared = mkdtempSync(join(tmpdir(), 'msi-'));
let windows: Windows;

function install(version: string): void {
  windows.must(`wine msiexec /i 'Z:\\shared\\${file(version)}' /qn`);
}

/** The rows of a table, column by column, as msiinfo prints them. */
function table(wanted: string): string[][] {
  const text = execFileSync('msiinfo', ['export', msi, wanted], { encoding: 'utf8' });
  const [, , , ...rows] = text.trimEnd().split(/\r?\n/);
  return rows.map((row) => row.split('\t'));
}

function property(wanted: string): string {
  return table('Property').find(([key]) => key === wanted)?.[1] ?? '';
}

/** The keys of what Apps & features lists. */
function listed(): string[] {
  const { stdout } = windows.run(`wine reg query '${uninstall}'`);
  return [...stdout.matchAll(/\\Uninstall\\([^\r\n]+)/g)].map(([, key]) => key ?? '');
}

function shippedFiles(): string[] {
  return readdirSync(join(built, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(built, 'app').length + 1))
    .toSorted();
}

beforeAll(async () => {
  for (const each of [file(program.version), `ConnectionCheckSetup-${program.version}.exe`, 'app']) {
    cpSync(join(built, each), join(shared, each), { recursive: true });
  }
  const deny = ['-std=c17', '-municode', '-s', '-o', join(shared, 'deny.exe'), join(import.meta.dirname, 'deny.c')];
  execFileSync('x86_64-w64-mingw32-gcc', deny);
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build/windows/msi.mjs'), older, shared]);
  windows = await openWindows(shared);
  windows.must('wine cmd /c exit');
  takeInventory(windows, '/tmp/before');
}, 300_000);

afterAll(async () => {
  await windows.close();
  rmSync(shared, { recursive: true });
});

test('a silent installation for all users puts everything in its place', () => {
  install(program.version);
  const files = windows.must(`cd '${folder}' && find . -type f | sed 's,^./,,' | LC_ALL=C sort`).trim().split('\n');
  expect(files).toEqual(shippedFiles());
  windows.must(`cd /shared/app && find . -type f -exec cmp {} '${folder}/{}' ';'`);
  expect(registry(windows, run, name)).toMatch(
    /"C:\\Program Files\\Connection Check\\Connection Check\.exe" --autostart$/,
  );
  expect(registry(windows, events, 'EventMessageFile')).toMatch(/%SystemRoot%\\System32\\EventCreate\.exe$/);
  const entry = `${uninstall}\\${property('ProductCode')}`;
  expect(registry(windows, entry, 'DisplayVersion')).toMatch(new RegExp(`${program.version}$`));
  expect(registry(windows, entry, 'InstallLocation')).toMatch(/C:\\Program Files\\Connection Check\\$/);
  expect(windows.must(`find /root/prefix/drive_c -path '*Start Menu*' -name '${name}.lnk' | wc -l`).trim()).toBe('1');
});

test('the command line works from there', () => {
  const exe = `wine '${folder}/connection-check.exe'`;
  expect(windows.must(`${exe} --version > /tmp/out; cat /tmp/out`)).toBe(`connection-check ${program.version}\n`);
});

test('the other installer for all users leaves it alone, and says why by its exit code', () => {
  const { exitCode } = windows.run(`${setup} /S /AllUsers`);
  // ERROR_PRODUCT_VERSION, of which a process of this system can say no more than the last byte.
  expect(exitCode).toBe(1638 % 256);
  expect(listed()).toEqual([property('ProductCode')]);
  expect(windows.run(`ls '${folder}/uninstall.exe'`).exitCode).not.toBe(0);
});

// Wine does not look at it, and Windows shows notifications for nobody who is not named so.
test('the shortcut carries the name by which Windows knows whose notifications they are', () => {
  expect(table('MsiShortcutProperty').map(([, ...row]) => row)).toEqual([
    [table('Shortcut')[0]?.[0], 'System.AppUserModel.ID', 'ConnectionCheck'],
  ]);
});

// Wine does not look at these either. Windows leaves a file alone that has a version, if the new one seems to have none.
test('every file has either the version that is in it, or a hash', () => {
  const hashed = new Set(table('MsiFileHash').map(([id]) => id));
  for (const [id, , path, , version] of table('File')) {
    if (/^(connection.check|tray_windows_release)\.exe$/i.test(path ?? ''))
      expect(version).toBe(`${program.version}.0`);
    expect({ path, hashed: hashed.has(id) }).toEqual({ path, hashed: version === '' });
  }
});

test('it does not go back to an older version', () => {
  expect(windows.run(`wine msiexec /i 'Z:\\shared\\${file(older)}' /qn`).exitCode).not.toBe(0);
  expect(listed()).toEqual([property('ProductCode')]);
});

test('uninstalling by the code leaves nothing behind', () => {
  windows.must(`wine msiexec /x '${property('ProductCode')}' /qn`);
  takeInventory(windows, '/tmp/after');
  expect(leftBehind()).toEqual([]);
});

/** What is there now and was not before, except what Windows Installer keeps for itself. */
function leftBehind(): string[] {
  const { stdout } = windows.run('diff /tmp/before /tmp/after');
  return stdout.split('\n').filter((line) => line.startsWith('> ') && !/^> $|[/\\]Installer([/\\]|$)/.test(line));
}

test('an upgrade closes the running tray, and keeps what was decided about the start at login', {
  timeout: 300_000,
}, async () => {
  install(older);
  windows.start('wine explorer /desktop=shell,1280x800');
  windows.start(`cd '${folder}' && wine '${name}.exe' --lang en`);
  await until(() => iconIsShown(windows));
  windows.must(`wine reg delete '${run}' /v '${name}' /f`);
  install(program.version);
  expect(running(windows)).toBe(0);
  expect(listed()).toEqual([property('ProductCode')]);
  expect(registry(windows, run, name)).toBe('');
  windows.must(`cd /shared/app && find . -type f -exec cmp {} '${folder}/{}' ';'`);
});

test('an upgrade goes on starting at login', () => {
  windows.must(`wine msiexec /x '${property('ProductCode')}' /qn`);
  install(older);
  install(program.version);
  expect(registry(windows, run, name)).not.toBe('');
});

test('who has turned off the start at login gets no tray, although it starts for all users', () => {
  const approved = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved';
  const mark = `/v '${name}' /t REG_BINARY /d 030000000000000000000000`;
  windows.must(`wine reg add '${approved}\\Run' ${mark} /f`);
  windows.must(`cd '${folder}' && timeout 30 wine '${name}.exe' --autostart`);
  windows.must(`wine reg delete '${approved}' /f`);
});

test('what another user runs is not replaced while it cannot be closed', { timeout: 300_000 }, async () => {
  windows.must(`wine msiexec /x '${property('ProductCode')}' /qn`);
  windows.must(`${setup} /S /AllUsers`);
  expect(listed()).toEqual([name]);
  windows.start(`cd '${folder}' && exec wine connection-check.exe watch`);
  await until(() => windows.must('wine /shared/deny.exe connection-check.exe'));
  expect(windows.run(`${setup} /S /AllUsers`).exitCode).toBe(2);
  // Still the same, and still in place.
  expect(running(windows)).toBe(1);
  expect(listed()).toEqual([name]);
  windows.must(`kill -9 $(grep -lazE '[c]onnection-check\\.exe' /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3)`);
});

// Wine keeps no log of events, but says what it was given.
test('an event goes to the log of Windows as it was meant', () => {
  const wine = `WINEDEBUG=-all,fixme+advapi,warn+eventlog wine '${name}.exe'`;
  const { exitCode, stdout } = windows.run(`cd '${folder}' && ${wine} /event 2 3 'It is blocked, à 9 h' 2>&1`);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`RegisterEventSourceW ((null),L"${name}")`);
  expect(stdout).toMatch(/ReportEventW \(\w+,0x0002,0x0000,0x00000003,\w+,0x0001,/);
  expect(stdout).toContain('L"It is blocked, \\00e0 9 h"');
});

test('the other installer’s uninstaller leaves nothing behind, not even the source of events', {
  timeout: 300_000,
}, async () => {
  expect(registry(windows, events, 'EventMessageFile')).not.toBe('');
  windows.must(`wine '${folder}/uninstall.exe' /S`);
  await until(() => expect(windows.run(`ls '${folder}' ${temporary}/~nsu*`).stdout).toBe(''));
  takeInventory(windows, '/tmp/after');
  expect(leftBehind()).toEqual([]);
});

test('it takes over from the other installer for all users', { timeout: 300_000 }, () => {
  windows.must(`${setup} /S /AllUsers`);
  expect(listed()).toEqual([name]);
  install(program.version);
  expect(listed()).toEqual([property('ProductCode')]);
  expect(registry(windows, run, name)).not.toBe('');
  expect(windows.run(`ls '${folder}/uninstall.exe'`).exitCode).not.toBe(0);
  windows.must(`cd /shared/app && find . -type f -exec cmp {} '${folder}/{}' ';'`);
});

test('uninstalling leaves of what was used only what the user has in their own profile', () => {
  windows.must(`wine msiexec /x '${property('ProductCode')}' /qn`);
  takeInventory(windows, '/tmp/after');
  expect(leftBehind().filter((line) => !line.startsWith('> ./drive_c/users/root/AppData/Local/'))).toEqual([]);
});
