/** What the person wants, and what IT has decided in the person's place. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWishes, isUnwantedAtLogin, type Wishes } from '../../src/app/wishes.ts';
import { managedBy } from '../../src/command/managed.ts';
import { Settings } from '../../src/model/settings.ts';
import { type Autostart, desktopEntry } from '../../src/platform/autostart.ts';
import { applyPolicy, type Policy, parsePolicy } from '../../src/platform/policy.ts';
import { type Home, makeHome } from '../support/home.ts';

let home: Home;
let login: Autostart;
beforeEach(() => {
  home = makeHome();
  mkdirSync(home.state, { recursive: true });
  login = desktopEntry(join(home.folder, 'autostart', 'connection-check.desktop'));
});
afterEach(() => home[Symbol.dispose]());

function decided(values: Readonly<Record<string, string>>): Policy {
  const key = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  const { policy, problems } = parsePolicy(key, new Map());
  expect(problems).toEqual([]);
  return policy;
}

function wishes(policy: Policy, file: object = {}): Wishes {
  return createWishes({
    args: { command: 'tray', values: {}, switches: new Set() } as unknown as Parameters<typeof createWishes>[0]['args'],
    stateFolder: home.state,
    settings: () => applyPolicy(Settings.parse({ language: 'en', ...file }), policy),
    policy: () => policy,
    login,
    onChange: () => {},
    onLog: (line) => expect.unreachable(line),
  });
}

describe('where nothing is decided', () => {
  test('the menu goes before the settings, and is remembered', () => {
    const first = wishes(decided({}));
    first.toggleNotifications();
    first.speak('fr');
    const next = wishes(decided({}));
    expect([next.notifications(), next.locale().tag]).toEqual([false, 'fr']);
  });

  test('start at login is turned on once, and never again after it was turned off', async () => {
    await wishes(decided({})).settleLogin();
    expect(await login.isOn()).toBe(true);
    await login.turnOff();
    await wishes(decided({})).settleLogin();
    expect(await login.isOn()).toBe(false);
  });
});

describe('what IT has decided', () => {
  test('goes before the menu', () => {
    const own = wishes(decided({}));
    own.toggleNotifications();
    own.speak('fr');
    const managed = wishes(decided({ Notifications: 'always', Language: 'en' }));
    expect([managed.notifications(), managed.locale().tag]).toEqual([true, 'en']);
    managed.toggleNotifications();
    expect(managed.notifications()).toBe(true);
  });

  test.each([
    ['always', true],
    ['never', false],
  ] as const)('start at login: %s, at every run', async (StartAtLogin, on) => {
    for (const turn of [login.turnOff, () => login.turnOn(['x'])]) {
      await turn();
      await wishes(decided({ StartAtLogin })).settleLogin();
      expect(await login.isOn()).toBe(on);
    }
  });

  test('is forgotten with the policy: the person’s own choice holds again', () => {
    wishes(decided({})).toggleNotifications();
    expect(wishes(decided({ Notifications: 'always' })).notifications()).toBe(true);
    expect(wishes(decided({ Notifications: 'user-decides' })).notifications()).toBe(false);
  });

  test('names whom to ask, in the words', () => {
    const contact = { ITContactName: 'Marie Dupont', ITContactEmail: 'it@firm.example' };
    expect(wishes(decided(contact)).locale().itContact).toBe('Marie Dupont, it@firm.example');
    expect(wishes(decided({}), { itContact: { url: 'https://help.firm.example' } }).locale().itContact).toBe(
      'https://help.firm.example',
    );
  });
});

test('the menu is told what is fixed and what is hidden, once something is decided', () => {
  expect(managedBy(decided({}))).toBeNull();
  expect(managedBy(decided({ ITContactName: 'Marie' }))).toEqual({ by: null, hidden: [], fixed: [] });
  expect(
    managedBy(decided({ ManagedBy: 'Firm', ShowExit: 'hide', Notifications: 'never', StartAtLogin: 'user-decides' })),
  ).toEqual({ by: 'Firm', hidden: ['exit'], fixed: ['notifications'] });
});

describe('a start at login by what starts the program for all users', () => {
  const turnedOff = (off: boolean): Autostart => ({ ...login, isTurnedOff: async () => off });

  test('goes on, unless the person has turned it off', async () => {
    expect(await isUnwantedAtLogin(decided({}), turnedOff(false))).toBe(false);
    expect(await isUnwantedAtLogin(decided({}), turnedOff(true))).toBe(true);
    expect(await isUnwantedAtLogin(decided({}), null)).toBe(false);
  });

  test('does what IT has decided in their place', async () => {
    expect(await isUnwantedAtLogin(decided({ StartAtLogin: 'always' }), turnedOff(true))).toBe(false);
    expect(await isUnwantedAtLogin(decided({ StartAtLogin: 'never' }), turnedOff(false))).toBe(true);
  });
});
