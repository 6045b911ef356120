import { describe, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import type { Locale } from '../../src/advice/locale.ts';
import { type Diagnosis, Verdict } from '../../src/model/finding.ts';
import { codatHosts } from '../../src/model/target.ts';
import { buildMenu, type MenuEntry, type MenuItem, type TrayState } from '../../src/tray/menu.ts';

const [dataHost, installHost] = codatHosts;

function result(verdict: Verdict): Diagnosis {
  return { verdict, hosts: codatHosts.map((host) => ({ host, verdict, path: 'direct' })), findings: [] };
}

function state(changes: Partial<TrayState> = {}): TrayState {
  return { result: null, testing: false, ageMs: null, hosts: codatHosts, ...changes };
}

function everyEntry(items: readonly MenuItem[]): MenuEntry[] {
  return items.flatMap((item) => (item === 'separator' ? [] : [item, ...everyEntry(item.items)]));
}

function entry(key: string, shown: TrayState, locale: Locale): MenuEntry | undefined {
  return everyEntry(buildMenu(shown, locale).items).find((candidate) => candidate.key === key);
}

test('the menu in English, while all is well', () => {
  const { standing, tooltip, items } = buildMenu(state({ result: result('clear'), ageMs: 120_000 }), locales.en);
  expect(standing).toBe('clear');
  expect(tooltip).toMatchInlineSnapshot(`"Connection Check: Connected: QuickBooks data can reach Codat."`);
  expect(everyEntry(items).map(({ title, enabled }) => (enabled ? title : `(${title})`))).toMatchInlineSnapshot(`
    [
      "(Connected – checked 2 min ago)",
      "(quickbooksdesktop.codat.io: connected)",
      "(connectors.codat.io: connected)",
      "Test connection",
      "Copy allowlist for IT",
      "Plain text",
      "Host list",
      "Open log",
      "Exit",
    ]
  `);
});

test('the menu in French, before anything is known', () => {
  const { standing, tooltip, items } = buildMenu(state(), locales.fr);
  expect(standing).toBe('waiting');
  expect(tooltip).toMatchInlineSnapshot(`"Connection Check: En attente du premier test."`);
  expect(everyEntry(items).map(({ title, enabled }) => (enabled ? title : `(${title})`))).toMatchInlineSnapshot(`
    [
      "(En attente du premier test)",
      "(quickbooksdesktop.codat.io)",
      "(connectors.codat.io)",
      "Tester la connexion",
      "Copier la liste d’autorisation pour le service TI",
      "Texte simple",
      "Liste des hôtes",
      "Ouvrir le journal",
      "Quitter",
    ]
  `);
});

describe.each(Object.values(locales))('in $tag', (locale) => {
  const everyState = Verdict.options
    .map((verdict) => state({ result: result(verdict), ageMs: 0 }))
    .concat(state())
    .flatMap((shown) => [shown, { ...shown, testing: true }]);

  test('the same items are there in every state', () => {
    const keys = everyState.map((shown) => everyEntry(buildMenu(shown, locale).items).map(({ key }) => key));
    expect(new Set(keys.map(String)).size).toBe(1);
    expect(new Set(keys[0]).size).toBe(keys[0]?.length);
  });

  test('the allowlist can be copied in every state', () => {
    for (const shown of everyState) {
      for (const key of ['copy-allowlist', 'copy-plain-text', 'copy-host-list']) {
        expect(entry(key, shown, locale)).toMatchObject({ enabled: true });
      }
    }
  });

  test('a running test is said, and a second one cannot be asked for', () => {
    expect(entry('test', state(), locale)).toMatchObject({ title: locale.menu.test, enabled: true });
    expect(entry('test', state({ testing: true }), locale)).toMatchObject({
      title: locale.menu.testing,
      enabled: false,
    });
  });

  test('every state has a title for every item, and a tooltip', () => {
    for (const shown of everyState) {
      const { tooltip, items } = buildMenu(shown, locale);
      expect(tooltip).toMatch(/^Connection Check: \S/);
      for (const { title } of everyEntry(items)) expect(title).not.toBe('');
    }
  });

  test('each host has a line of its own, also one that the last result does not know', () => {
    const hosts = [{ host: dataHost, verdict: 'failing', path: 'proxy' }] as const;
    const shown = state({ result: { verdict: 'failing', hosts, findings: [] }, ageMs: 0 });
    expect(entry(`host ${dataHost}`, shown, locale)).toMatchObject({
      title: locale.hostLine({ host: dataHost, verdict: 'failing', path: 'proxy' }),
      enabled: false,
    });
    expect(entry(`host ${installHost}`, shown, locale)).toMatchObject({ title: installHost, enabled: false });
  });
});
