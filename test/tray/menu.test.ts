import { describe, expect, test } from 'vitest';
import { findFormat } from '../../src/advice/allowlist.ts';
import { localeFor, locales } from '../../src/advice/languages.ts';
import type { Locale } from '../../src/advice/locale.ts';
import { type Diagnosis, Verdict } from '../../src/model/finding.ts';
import { codatHosts } from '../../src/model/target.ts';
import { snippetChoices } from '../../src/tray/choices.ts';
import { buildMenu, type MenuEntry, type MenuItem, readClick, type TrayState } from '../../src/tray/menu.ts';
import { findings } from '../advice/samples.ts';

const [dataHost, installHost] = codatHosts;
const noon = new Date(2026, 10, 24, 12, 0);

function result(verdict: Verdict, found: Diagnosis['findings'] = []): Diagnosis {
  return { verdict, hosts: codatHosts.map((host) => ({ host, verdict, path: 'direct' })), findings: found };
}

function state(changes: Partial<TrayState> = {}): TrayState {
  return {
    standing: changes.result?.verdict ?? 'waiting',
    result: null,
    checkedAt: changes.result ? noon : null,
    now: noon,
    testing: false,
    pausedUntil: null,
    hosts: codatHosts,
    notifications: true,
    startsAtLogin: false,
    managed: null,
    ...changes,
  };
}

function everyEntry(items: readonly MenuItem[]): MenuEntry[] {
  return items.flatMap((item) => (item === 'separator' ? [] : [item, ...everyEntry(item.items)]));
}

function entry(key: string, shown: TrayState, locale: Locale): MenuEntry | undefined {
  return everyEntry(buildMenu(shown, locale).items).find((candidate) => candidate.key === key);
}

/** As it looks: what cannot be clicked in brackets, ticks, lines, and what lies a level deeper. */
function picture(items: readonly MenuItem[], indent = ''): string[] {
  return items.flatMap((item) => {
    if (item === 'separator') return ['---'];
    const title = item.enabled ? item.title : `(${item.title})`;
    return [`${indent}${title}${item.checked ? ' ✓' : ''}`, ...picture(item.items, `${indent}  > `)];
  });
}

test('the menu in English, while all is well', () => {
  const { icon, tooltip, items } = buildMenu(state({ result: result('clear') }), locales.en);
  expect(icon).toBe('clear');
  expect(tooltip).toMatchInlineSnapshot(`"Connection Check: Connected: QuickBooks data can reach Codat."`);
  expect(picture(items)).toMatchInlineSnapshot(`
    [
      "(Connected – checked at 12:00)",
      "(quickbooksdesktop.codat.io: connected)",
      "(connectors.codat.io: connected)",
      "---",
      "Test connection",
      "Show details…",
      "Copy allowlist for IT",
      "  > Windows Defender Firewall",
      "  > Fortinet FortiGate (FortiOS)",
      "  > SonicWall SonicOS 7/8",
      "  > Sophos Firewall",
      "  > WatchGuard Firebox (Fireware)",
      "  > Cisco Meraki MX",
      "  > Ubiquiti UniFi gateway (Network 9+, zone-based)",
      "  > pfSense",
      "  > Plain text",
      "  > Host list",
      "  > Other products…",
      "Save report for IT…",
      "---",
      "Pause for 1 hour",
      "Notifications ✓",
      "Start at login",
      "Language",
      "  > English ✓",
      "  > Français",
      "---",
      "Open log",
      "Help",
      "About",
      "Exit",
    ]
  `);
});

test('what IT has decided is shown and cannot be changed; what it has hidden is not there', () => {
  const managed = { by: 'Müller & Cie', hidden: ['pause', 'exit'], fixed: ['notifications', 'language'] };
  const { items } = buildMenu(
    state({ managed }),
    localeFor('en', { name: 'Marie', email: 'it@firm.example', url: null }),
  );
  expect(picture(items).slice(-12)).toMatchInlineSnapshot(`
    [
      "---",
      "(Notifications) ✓",
      "Start at login",
      "(Language)",
      "  > (English) ✓",
      "  > (Français)",
      "---",
      "(Managed by Müller & Cie)",
      "(Your IT: Marie, it@firm.example)",
      "Open log",
      "Help",
      "About",
    ]
  `);
  const everything = ['pause', 'notifications', 'start-at-login', 'language'];
  const bare = buildMenu(state({ managed: { ...managed, hidden: everything } }), locales.fr);
  expect(picture(bare.items).join()).not.toContain('---,---');
  expect(picture(bare.items)).toContain('(Géré par Müller & Cie)');
});

test('a connection that comes and goes has an icon and words of its own', () => {
  const unstable = state({ standing: 'unstable', result: result('clear') });
  const { icon, tooltip, items } = buildMenu(unstable, locales.en);
  expect(icon).toBe('unstable');
  expect(tooltip).toBe('Connection Check: The connection to Codat comes and goes');
  expect(picture(items)[0]).toMatch(/^\(Unstable – checked at /);
  expect(picture(buildMenu(unstable, locales.fr).items)[0]).toMatch(/^\(Connexion instable – vérifiée à /);
});

test('the menu in French, where TLS is inspected by a product that is known, with checks paused', () => {
  const found = findings.filter((finding) => finding.code === 'tls-inspected' && finding.product !== null).slice(0, 1);
  const shown = state({
    result: result('impaired', found),
    pausedUntil: new Date(2026, 10, 24, 13, 5),
    notifications: false,
    startsAtLogin: true,
  });
  const { icon, tooltip, items } = buildMenu(shown, locales.fr);
  expect(icon).toBe('paused');
  expect(tooltip).toMatchInlineSnapshot(`"Connection Check: Les tests sont suspendus jusqu’à 13 h 05"`);
  expect(picture(items)).toMatchInlineSnapshot(`
    [
      "(Les tests sont suspendus jusqu’à 13 h 05)",
      "(quickbooksdesktop.codat.io : connexion établie, avec un avertissement)",
      "(connectors.codat.io : connexion établie, avec un avertissement)",
      "---",
      "Tester la connexion",
      "Afficher les détails…",
      "Copier la liste d’autorisation pour le service TI",
      "  > Zscaler ZIA",
      "  > Fortinet FortiGate (FortiOS) – sans inspection TLS",
      "  > Palo Alto PAN-OS",
      "  > SonicWall SonicOS 7 (Client DPI-SSL)",
      "  > Sophos Firewall (moteur DPI)",
      "  > Pare-feu Windows Defender",
      "  > Fortinet FortiGate (FortiOS) – autoriser",
      "  > SonicWall SonicOS 7/8",
      "  > Texte simple",
      "  > Liste des hôtes",
      "  > Autres produits…",
      "Enregistrer le rapport pour le service TI…",
      "---",
      "Suspendre pendant 1 heure ✓",
      "Notifications",
      "Démarrer à l’ouverture de session ✓",
      "Langue",
      "  > English",
      "  > Français ✓",
      "---",
      "Ouvrir le journal",
      "Aide",
      "À propos",
      "Quitter",
    ]
  `);
});

/** One of each code and product. */
const kinds = [...new Map(findings.map((finding) => [`${finding.code} ${finding.product}`, finding])).values()];

describe.each(Object.values(locales))('in $tag', (locale) => {
  const everyState = Verdict.options
    .map((verdict) => state({ result: result(verdict) }))
    .concat(
      state(),
      kinds.map((finding) => state({ result: result('failing', [finding]) })),
    )
    .flatMap((shown) => [shown, { ...shown, testing: true }, { ...shown, pausedUntil: noon }]);

  test('the same items are there in every state', () => {
    const keys = everyState.map((shown) => everyEntry(buildMenu(shown, locale).items).map(({ key }) => key));
    expect(new Set(keys.map(String)).size).toBe(1);
    expect(new Set(keys[0]).size).toBe(keys[0]?.length);
  });

  test('whatever copies for IT can be clicked in every state, and no two choices read the same', () => {
    for (const shown of everyState) {
      const choices = entry('copy-allowlist', shown, locale)?.items ?? [];
      expect(choices.filter(({ enabled }) => !enabled)).toEqual([]);
      expect(new Set(choices.map(({ title }) => title)).size).toBe(choices.length);
    }
  });

  test('the items of the menu that cannot be clicked are those that only say something', () => {
    for (const shown of everyState) {
      const still = everyEntry(buildMenu(shown, locale).items).filter(({ enabled }) => !enabled);
      const saying = ['status', ...codatHosts.map((host) => `host ${host}`), ...(shown.testing ? ['test'] : [])];
      expect(still.map(({ key }) => key)).toEqual(saying);
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
      expect(everyEntry(items).filter(({ title }) => title === '')).toEqual([]);
    }
  });

  test('each host has a line of its own, also one that the last result does not know', () => {
    const hosts = [{ host: dataHost, verdict: 'failing', path: 'proxy' }] as const;
    const shown = state({ result: { verdict: 'failing', hosts, findings: [] } });
    expect(entry(`host ${dataHost}`, shown, locale)).toMatchObject({
      title: locale.hostLine({ host: dataHost, verdict: 'failing', path: 'proxy' }),
      enabled: false,
    });
    expect(entry(`host ${installHost}`, shown, locale)).toMatchObject({ title: installHost, enabled: false });
  });

  test('ticks say what is on', () => {
    const ticked = (shown: TrayState) =>
      everyEntry(buildMenu(shown, locale).items).flatMap(({ key, checked }) => (checked ? [key] : []));
    expect(ticked(state({ notifications: false }))).toEqual([`language ${locale.tag}`]);
    expect(ticked(state({ pausedUntil: noon, startsAtLogin: true }))).toEqual([
      'pause',
      'notifications',
      'start-at-login',
      `language ${locale.tag}`,
    ]);
  });

  test('the day is named where the result is not of today', () => {
    const shown = state({ result: result('clear'), now: new Date(2026, 10, 25, 0, 1) });
    expect(entry('status', shown, locale)?.title).toContain('24');
    expect(entry('status', state({ result: result('clear') }), locale)?.title).not.toContain('24');
  });
});

test('what was clicked is known by its key', () => {
  const keys = everyEntry(buildMenu(state(), locales.en).items).map(({ key }) => key);
  expect(readClick('test')).toEqual({ kind: 'action', action: 'test' });
  expect(readClick('copy 3')).toEqual({ kind: 'copy', place: 3 });
  expect(readClick('language fr')).toEqual({ kind: 'language', language: 'fr' });
  for (const key of ['copy 0', 'copy 7', 'language en']) expect(keys).toContain(key);
});

test('the snippets offered are those of the product that was found, then others', () => {
  const found = findings.filter((finding) => finding.code === 'tls-inspected' && finding.product === 'Zscaler');
  expect(found).not.toEqual([]);
  const [first, ...others] = snippetChoices(found, locales.en);
  expect(first?.id).toBe('zscaler-tls-exempt');
  expect(others.every(({ id }) => findFormat(id, 'en') !== null)).toBe(true);
});
