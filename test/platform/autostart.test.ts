import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { autostart, desktopEntry, runKey } from '../../src/platform/autostart.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autostart-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the autostart folder', () => {
  const file = () => join(folder, 'autostart', 'connection-check.desktop');

  test('lies where the desktop looks for it', async () => {
    await autostart({ XDG_CONFIG_HOME: folder })?.turnOn(['/usr/bin/true']);
    expect(existsSync(file())).toBe(true);
    rmSync(join(folder, 'autostart'), { recursive: true });
    await autostart({ HOME: folder, XDG_CONFIG_HOME: 'relative' })?.turnOn(['/usr/bin/true']);
    expect(existsSync(join(folder, '.config', 'autostart', 'connection-check.desktop'))).toBe(true);
  });

  test('holds an entry after it was turned on, and none after it was turned off, however often', async () => {
    const entry = desktopEntry(file());
    expect(await entry.isOn()).toBe(false);
    for (const _ of [1, 2]) await entry.turnOn(['/usr/bin/node', '/opt/main.js', '--autostart']);
    expect(await entry.isOn()).toBe(true);
    expect(readFileSync(file(), 'utf8')).toMatchInlineSnapshot(`
      "[Desktop Entry]
      Type=Application
      Name=Connection Check
      Exec="/usr/bin/node" "/opt/main.js" "--autostart"
      Terminal=false
      StartupNotify=false
      "
    `);
    for (const _ of [1, 2]) await entry.turnOff();
    expect(await entry.isOn()).toBe(false);
    expect(existsSync(file())).toBe(false);
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('a desktop turns the entry off by %s', async (line) => {
    const entry = desktopEntry(file());
    await entry.turnOn(['/usr/bin/true']);
    appendFileSync(file(), `${line}\n`);
    expect(await entry.isOn()).toBe(false);
    await entry.turnOn(['/usr/bin/true']);
    expect(await entry.isOn()).toBe(true);
  });

  test('a path that no entry can hold, or a folder that cannot be written, is refused with the reason', async () => {
    await expect(desktopEntry(file()).turnOn(['/opt/a\nHidden=true'])).rejects.toThrow(/control character/);
    expect(existsSync(file())).toBe(false);
    writeFileSync(join(folder, 'autostart'), '');
    await expect(desktopEntry(file()).turnOn(['/usr/bin/true'])).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(await desktopEntry(file()).isOn()).toBe(false);
  });
});

/** Stands where reg.exe stands: values are kept in a file, and printed in its layout. */
const registry = `#!${process.execPath}
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const file = __dirname + '/registry.json';
const keys = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const [verb, key, ...rest] = process.argv.slice(2);
const option = (name) => rest[rest.indexOf(name) + 1];
const fail = () => { process.stderr.write('ERROR: The system was unable to find the specified registry key or value.\\r\\n'); process.exit(1); };
if (verb === 'query') {
  if (!keys[key]) fail();
  process.stdout.write('\\r\\n' + key + '\\r\\n');
  for (const [name, [type, data]] of Object.entries(keys[key])) process.stdout.write('    ' + name + '    ' + type + '    ' + data + '\\r\\n');
} else if (verb === 'add') {
  (keys[key] ??= {})[option('/v')] = [option('/t'), option('/d')];
} else {
  if (!keys[key]?.[option('/v')] || !rest.includes('/f')) fail();
  delete keys[key][option('/v')];
}
writeFileSync(file, JSON.stringify(keys));
`;

describe('the Run key', () => {
  const run = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
  const approved = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';
  const command = ['C:\\Program Files\\Connection Check\\connection-check.exe', '--autostart'];
  const stored = () => JSON.parse(readFileSync(join(folder, 'registry.json'), 'utf8'));
  const store = (keys: object) => writeFileSync(join(folder, 'registry.json'), JSON.stringify(keys));

  function key() {
    writeFileSync(join(folder, 'reg.exe'), registry, { mode: 0o755 });
    return runKey(join(folder, 'reg.exe'));
  }

  test('holds the quoted command after it was turned on, and not after it was turned off', async () => {
    store({ [run]: { Other: ['REG_SZ', 'other.exe'] } });
    const own = key();
    expect(await own.isOn()).toBe(false);
    for (const _ of [1, 2]) await own.turnOn(command);
    expect(await own.isOn()).toBe(true);
    const line = '"C:\\Program Files\\Connection Check\\connection-check.exe" --autostart';
    expect(stored()[run]).toEqual({ Other: ['REG_SZ', 'other.exe'], 'Connection Check': ['REG_SZ', line] });
    for (const _ of [1, 2]) await own.turnOff();
    expect(await own.isOn()).toBe(false);
    expect(stored()[run]).toEqual({ Other: ['REG_SZ', 'other.exe'] });
  });

  test.each([
    ['020000000000000000000000', true],
    ['060000000000000000000000', true],
    ['000000000000000000000000', true],
    ['030000000000000000000000', false],
    ['0300000088D2E4C4A1F5DA01', false],
    ['0700000088D2E4C4A1F5DA01', false],
    ['0000000088D2E4C4A1F5DA01', false],
  ])('an entry that Settings has marked %s starts at login: %s', async (bytes, on) => {
    store({
      [run]: { 'Connection Check': ['REG_SZ', 'x.exe'] },
      [approved]: { 'Connection Check': ['REG_BINARY', bytes] },
    });
    expect(await key().isOn()).toBe(on);
  });

  const forAll = { [run.replace('HKCU', 'HKLM')]: { 'Connection Check': ['REG_SZ', 'x.exe'] } };

  test('where it starts for all users, it is on, and needs no entry of the user', async () => {
    store(forAll);
    const own = key();
    expect(await own.isOn()).toBe(true);
    await own.turnOn(command);
    expect(stored()).toEqual(forAll);
  });

  test('where it starts for all users, who turned it off has it off, until they turn it on', async () => {
    store(forAll);
    const own = key();
    expect(await own.isTurnedOff()).toBe(false);
    await own.turnOff();
    expect([await own.isOn(), await own.isTurnedOff()]).toEqual([false, true]);
    await own.turnOn(command);
    expect([await own.isOn(), await own.isTurnedOff()]).toEqual([true, false]);
    expect(stored()).toMatchObject(forAll);
  });

  test('who turned it off has it off after it was installed for all users, too', async () => {
    const own = key();
    await own.turnOn(command);
    await own.turnOff();
    store({ ...stored(), ...forAll });
    expect([await own.isOn(), await own.isTurnedOff()]).toEqual([false, true]);
  });

  test('where an administrator has turned it off for all users, a person can have it for themselves', async () => {
    const off = { 'Connection Check': ['REG_BINARY', '0300000088D2E4C4A1F5DA01'] };
    store({ ...forAll, [approved.replace('HKCU', 'HKLM')]: off });
    const own = key();
    expect([await own.isOn(), await own.isTurnedOff()]).toEqual([false, false]);
    await own.turnOn(command);
    expect(await own.isOn()).toBe(true);
    expect(stored()[run]).toHaveProperty('Connection Check');
  });

  test('a person who turns it on here has it on, also after having turned it off in Settings', async () => {
    store({
      [approved]: { 'Connection Check': ['REG_BINARY', '0300000088D2E4C4A1F5DA01'], Other: ['REG_BINARY', '02'] },
    });
    const own = key();
    await own.turnOn(command);
    expect(await own.isOn()).toBe(true);
    expect(Object.keys(stored()[approved])).toEqual(['Other']);
  });

  test('a command that Windows would not run is refused', async () => {
    await expect(key().turnOn([`C:\\${'x'.repeat(260)}.exe`])).rejects.toThrow(/longer than 260/);
  });

  test('without reg.exe it is off, and says why it cannot be turned on', async () => {
    mkdirSync(join(folder, 'empty'));
    const lost = runKey(join(folder, 'empty', 'reg.exe'));
    expect(await lost.isOn()).toBe(false);
    await expect(lost.turnOn(command)).rejects.toThrow(/ENOENT/);
  });
});
