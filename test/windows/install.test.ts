/** The life of an installation: silently installed, used, upgraded while it runs, taken away without a trace. */
import { mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import program from '../../package.json' with { type: 'json' };
import { codatHosts } from '../../src/model/target.ts';
import { resultFrom } from '../support/result.ts';
import { built } from './requirements.ts';
import { icon, iconIsShown, registry, running, takeInventory } from './traces.ts';
import { openWindows, until, type Windows } from './windows.ts';

const setup = `wine /shared/ConnectionCheckSetup-${program.version}.exe`;
const pictures = join(tmpdir(), 'connection-check-windows');
const local = '/root/prefix/drive_c/users/root/AppData/Local';
const run = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const approved = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';

let windows: Windows;

function rounds(): number {
  return Number(windows.run(`wc -l < '${local}/Connection Check/journal.jsonl'`).stdout);
}

/** In the open menu, past the status and the two hosts. */
const toTest = ['key', 'Down', 'Down', 'Down', 'Down', 'Return'] as const;

/** However often that takes: the icon is there before the menu is, and a click on an open menu closes it. */
async function openMenu(): Promise<void> {
  const below = '300x200+20+50';
  const closed = windows.pixels(below);
  await until(() => {
    windows.press('mousemove', String(icon.x), String(icon.y), 'click', '3', 'sleep', '1');
    expect(windows.pixels(below).equals(closed)).toBe(false);
  });
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  windows = await openWindows();
  // The list of what is turned off at login is Windows' own, and Wine has none.
  windows.must(`wine reg add '${approved}' /f`);
  takeInventory(windows, '/tmp/before');
}, 300_000);

afterAll(() => windows.close());

test('a silent installation without admin rights puts everything in its place', () => {
  windows.must(`${setup} /S`);
  const folder = `${local}/Programs/Connection Check`;
  const files = windows.must(`cd '${folder}' && find . -type f | sed 's,^./,,' | sort`).trim().split('\n');
  const shipped = readdirSync(join(built, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(built, 'app').length + 1));
  expect(files).toEqual([...shipped, 'uninstall.exe'].toSorted((left, right) => (left < right ? -1 : 1)));
  windows.must(`cd /shared/app && find . -type f -exec cmp {} '${folder}/{}' ';'`);
  const entry = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Connection Check';
  expect(registry(windows, entry, 'QuietUninstallString')).toMatch(/\\uninstall\.exe" \/S$/);
  expect(registry(windows, entry, 'DisplayVersion')).toMatch(new RegExp(`${program.version}$`));
  expect(registry(windows, run, 'Connection Check')).toMatch(/\\Connection Check\.exe" --autostart$/);
});

test('the command line prints and sets its exit code', () => {
  const exe = `wine '${local}/Programs/Connection Check/connection-check.exe'`;
  const { exitCode, stdout } = windows.run(`${exe} --version > /tmp/out; code=$?; cat /tmp/out; exit $code`);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `connection-check ${program.version}\n` });
  expect(windows.run(`${exe} --nonsense > /tmp/out 2>&1`).exitCode).toBe(3);
});

test('who has no tray is told what another user’s has found, as far as they may read it', () => {
  const exe = `wine '${local}/Programs/Connection Check/connection-check.exe'`;
  const profile = '/root/prefix/drive_c/users/bookkeeper';
  const folder = `${profile}/AppData/Local/Connection Check`;
  const result = resultFrom('failing');
  const bytes = Buffer.from(JSON.stringify(result)).toString('base64');
  expect(windows.run(`${exe} status > /tmp/out`).exitCode).toBe(3);
  windows.must(`mkdir -p '${folder}' && echo ${bytes} | base64 -d > '${folder}/last.json'`);
  const { exitCode, stdout } = windows.run(`${exe} status --json > /tmp/out; code=$?; cat /tmp/out; exit $code`);
  expect({ exitCode, result: JSON.parse(stdout) }).toEqual({ exitCode: 2, result: { ...result, ofAnotherUser: true } });
  const page = windows.run(`${exe} status --lang en > /tmp/out; cat /tmp/out`).stdout;
  expect(page).toContain('Seen for another user of this computer, just now.');
  windows.must(`rm -r ${profile}`);
});

test('what IT decides by policy is followed, and what cannot be followed is named', { timeout: 300_000 }, () => {
  const exe = `wine '${local}/Programs/Connection Check/connection-check.exe'`;
  const policies = (hive: string) => `${hive}\\Software\\Policies\\Connection Check`;
  windows.must(`
    wine reg add '${policies('HKLM')}' /v Language /t REG_SZ /d fr /f
    wine reg add '${policies('HKLM')}' /v CheckIntervalSeconds /t REG_DWORD /d 1 /f
    wine reg add '${policies('HKCU')}' /v Language /t REG_SZ /d en /f`);
  const said = windows.must(`${exe} allowlist > /tmp/out 2> /tmp/complaints; cat /tmp/out /tmp/complaints`);
  expect(said).toContain('Veuillez autoriser');
  expect(said).toMatch(/connection-check: HKLM\\Software\\Policies\\Connection Check: CheckIntervalSeconds: /);
  windows.must(`wine reg delete '${policies('HKLM')}' /v Language /f`);
  expect(windows.must(`${exe} allowlist > /tmp/out 2>&1; cat /tmp/out`)).toContain('Please allow');
  windows.must(`wine reg delete '${policies('HKLM')}' /f; wine reg delete 'HKCU\\Software\\Policies' /f`);
});

test('the icon appears, its menu opens, and "Test connection" tests', { timeout: 300_000 }, async () => {
  windows.start('wine explorer /desktop=shell,1280x800');
  windows.start(`cd '${local}/Programs/Connection Check' && wine 'Connection Check.exe' --lang en`);
  await until(() => iconIsShown(windows));
  windows.photograph(join(pictures, 'icon.png'));
  await until(() => expect(rounds()).toBeGreaterThan(0));
  const known = rounds();
  await openMenu();
  windows.photograph(join(pictures, 'menu.png'));
  windows.press(...toTest);
  await until(() => expect(rounds()).toBeGreaterThan(known));
});

// Wine has no clip.exe.
test('without a clipboard the snippet is saved', { timeout: 300_000 }, async () => {
  const file = `${local}/Connection Check/allowlist-plain-hosts.txt`;
  await openMenu();
  // To the submenu, and in it upwards, where "All products" comes first.
  windows.press('key', 'Down', 'Down', 'Down', 'Down', 'Down', 'Down', 'Right', 'Up', 'Up', 'Return');
  await until(() => expect(windows.run(`cat '${file}'`).stdout).toBe(`\ufeff${codatHosts.join('\r\n')}\r\n`));
  expect(windows.must(`cat '${local}/Connection Check/logs/main.log'`)).toMatch(/clipboard: \S+clip\.exe: /);
});

test('a helper that was killed is back, with its icon and its menu', { timeout: 300_000 }, async () => {
  const helper = () => windows.run(`grep -lazE '[t]ray_windows' /proc/[0-9]*/cmdline | cut -d/ -f3`).stdout.trim();
  const first = helper();
  windows.must(`kill -9 ${first}`);
  await until(() => expect(helper()).toMatch(/^\d+$/));
  expect(helper()).not.toBe(first);
  await until(() => iconIsShown(windows));
  await openMenu();
  windows.press('key', 'Escape');
});

test('a policy about the start at login holds from the next check on, and as long as it is there', {
  timeout: 300_000,
}, async () => {
  const policies = 'HKLM\\Software\\Policies\\Connection Check';
  windows.must(`wine reg delete '${run}' /v 'Connection Check' /f`);
  windows.must(`wine reg add '${policies}' /v StartAtLogin /t REG_SZ /d always /f`);
  await openMenu();
  windows.press(...toTest);
  await until(() => expect(registry(windows, run, 'Connection Check')).toMatch(/--autostart$/));
  windows.must(`wine reg delete '${policies}' /f`);
  await openMenu();
  windows.press(...toTest);
  await until(() => expect(registry(windows, run, 'Connection Check')).toBe(''));
});

test('an upgrade closes the running tray, keeps what the user decided, and brings it back', {
  timeout: 300_000,
}, async () => {
  windows.must(`${setup} /S`);
  await until(() => iconIsShown(windows));
  expect(registry(windows, run, 'Connection Check')).toBe('');
  expect(running(windows)).toBeGreaterThan(0);
});

test('uninstalling leaves no file, key or process behind', { timeout: 300_000 }, async () => {
  windows.must(`wine '${local}/Programs/Connection Check/uninstall.exe' /S`);
  await until(() => {
    expect(windows.run(`ls '${local}/Programs/Connection Check' ${local}/Temp/~nsu*`).stdout).toBe('');
    expect(running(windows)).toBe(0);
  });
  takeInventory(windows, '/tmp/after');
  expect(windows.run('diff /tmp/before /tmp/after').stdout).toBe('');
});
