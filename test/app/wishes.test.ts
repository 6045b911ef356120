/** What the person wants, and what IT has decided in the person's place. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { createWishes, isUnwantedAtLogin, type Surroundings, type Wishes } from '../../src/app/wishes.ts';
import { managedBy } from '../../src/command/managed.ts';
import { Settings } from '../../src/model/settings.ts';
import { type Autostart, desktopEntry } from '../../src/platform/autostart.ts';
import { applyPolicy, hideableItems, type Policy, parsePolicy } from '../../src/platform/policy.ts';
import { buildMenu } from '../../src/tray/menu.ts';
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

function wishes(policy: Policy, file: object = {}, changes: Partial<Surroundings> = {}): Wishes {
  return createWishes({
    args: withValues({}),
    stateFolder: home.state,
    settings: () => applyPolicy(Settings.parse({ language: 'en', ...file }), policy),
    policy: () => policy,
    login,
    onChange: () => {},
    onLog: (line) => expect.unreachable(line),
    ...changes,
  });
}

function withValues(values: Surroundings['args']['values']): Surroundings['args'] {
  return { command: 'tray', values, switches: new Set() } as unknown as Surroundings['args'];
}

describe('where nothing is decided', () => {
  test('the menu goes before the settings, and is remembered', () => {
    const first = wishes(decided({}));
    first.toggleNotifications();
    first.speak('fr');
    const next = wishes(decided({}));
    expect([next.notifications(), next.locale().tag]).toEqual([false, 'fr']);
  });

  test('what was turned off in the menu can be turned on there', () => {
    const own = wishes(decided({}));
    own.toggleNotifications();
    own.toggleNotifications();
    expect(own.notifications()).toBe(true);
  });

  test('the language of the command line holds until the menu says otherwise, and that of the system last', () => {
    const spoken = wishes(decided({}), {}, { args: withValues({ lang: 'fr' }) });
    expect(spoken.locale().tag).toBe('fr');
    spoken.speak('en');
    expect(spoken.locale().tag).toBe('en');
    vi.stubEnv('LC_ALL', 'fr_CA.UTF-8');
    try {
      const strange = join(home.folder, 'strange');
      expect(wishes(decided({}), { language: 'system' }, { stateFolder: strange }).locale().tag).toBe('fr');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('the menu is drawn again after each choice', async () => {
    const onChange = vi.fn();
    const own = wishes(decided({}), {}, { onChange });
    for (const choose of [own.toggleNotifications, () => own.speak('fr'), own.toggleLogin, own.settleLogin]) {
      onChange.mockClear();
      await choose();
      expect(onChange).toHaveBeenCalled();
    }
  });
});

describe('start at login', () => {
  test('is turned on once, and never again after it was turned off', async () => {
    await wishes(decided({})).settleLogin();
    expect(await login.isOn()).toBe(true);
    await login.turnOff();
    await wishes(decided({})).settleLogin();
    expect(await login.isOn()).toBe(false);
  });

  test('is the person’s own once it was chosen in the menu', async () => {
    const own = wishes(decided({}));
    for (const on of [true, false]) {
      expect(await own.toggleLogin()).toBeNull();
      expect([own.startsAtLogin(), await login.isOn()]).toEqual([on, on]);
    }
    const next = wishes(decided({}));
    await next.settleLogin();
    expect(await login.isOn()).toBe(false);
    await login.turnOn(['x']);
    await next.settleLogin();
    expect(next.startsAtLogin()).toBe(true);
  });

  test('starts what was started now, with its settings, and says that nobody asked', async () => {
    await wishes(decided({}), {}, { args: withValues({ config: 'own.json' }) }).settleLogin();
    const entry = readFileSync(join(home.folder, 'autostart', 'connection-check.desktop'), 'utf8');
    expect(entry).toContain(`"--autostart" "--config" "${join(process.cwd(), 'own.json')}"`);
  });

  test('stays off where it cannot be kept that it was turned on', async () => {
    const onLog = vi.fn();
    // Read as if nothing was chosen yet, and then no folder to write to.
    const own = wishes(decided({}), {}, { stateFolder: join(home.folder, 'gone'), onLog });
    writeFileSync(join(home.folder, 'gone'), '');
    await own.settleLogin();
    expect(await login.isOn()).toBe(false);
    expect(onLog).toHaveBeenCalledWith(expect.stringMatching(/^preferences: /u));
  });

  test('that is refused tells why, and stops nothing', async () => {
    const refused = { ...login, turnOn: () => Promise.reject(new Error('EACCES')) };
    const onLog = vi.fn();
    expect(await wishes(decided({}), {}, { login: refused, onLog }).toggleLogin()).toBe('EACCES');
    await wishes(decided({ StartAtLogin: 'always' }), {}, { login: refused, onLog }).settleLogin();
    expect(onLog.mock.calls).toEqual([['start at login: EACCES'], ['start at login: EACCES']]);
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
  ] as const)(
    'start at login: %s, at every run, and with the end of that as it was before',
    async (StartAtLogin, on) => {
      await wishes(decided({})).settleLogin();
      for (const was of [true, false]) {
        await (was ? login.turnOn(['x']) : login.turnOff());
        for (let runs = 0; runs < 2; runs += 1) {
          const managed = wishes(decided({ StartAtLogin }));
          await managed.settleLogin();
          expect(managed.startsAtLogin()).toBe(on);
          // What starts it nevertheless ends at once: isUnwantedAtLogin.
          expect(await login.isOn()).toBe(was || on);
        }
        const freed = wishes(decided({}));
        await freed.settleLogin();
        expect([freed.startsAtLogin(), await login.isOn()]).toEqual([was, was]);
      }
    },
  );

  test.each(['always', 'never'])(
    'at the first run, start at login: %s, and then what it is at first',
    async (StartAtLogin) => {
      await wishes(decided({ StartAtLogin })).settleLogin();
      await wishes(decided({})).settleLogin();
      expect(await login.isOn()).toBe(true);
    },
  );

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
  expect(managedBy(decided({ Language: 'fr', StartAtLogin: 'never' }))?.fixed).toEqual(['start-at-login', 'language']);
  expect(managedBy(decided({ ShowPause: 'hide' }))).toEqual({ by: null, hidden: ['pause'], fixed: [] });
});

test('what IT can hide is in the menu under the name by which it is hidden', () => {
  const managed = managedBy(decided(Object.fromEntries(hideableItems.map((item) => [`Show${item}`, 'hide']))));
  const shown = { standing: 'waiting', result: null, checkedAt: null, now: new Date(), testing: false } as const;
  const state = { ...shown, pausedUntil: null, hosts: [], notifications: true, startsAtLogin: true };
  const keys = (each: typeof managed) =>
    buildMenu({ ...state, managed: each }, locales.en).items.flatMap((item) =>
      item === 'separator' ? [] : [item.key],
    );
  const hidden = keys({ by: null, hidden: [], fixed: [] }).filter((key) => !keys(managed).includes(key));
  expect(hidden).toHaveLength(hideableItems.length);
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
