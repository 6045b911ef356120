import type { Locale, Standing } from '../advice/locale.ts';
import type { Diagnosis } from '../model/finding.ts';

export type MenuItem = Separator | MenuEntry;
export type Separator = 'separator';

export interface MenuEntry {
  /** Tells the items apart, and what was clicked. */
  readonly key: string;
  readonly title: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  /** Not empty: a submenu, which is opened and never clicked. It holds no separators. */
  readonly items: readonly MenuEntry[];
}

export interface Menu {
  readonly standing: Standing;
  readonly tooltip: string;
  readonly items: readonly MenuItem[];
}

export interface TrayState {
  /** The last one; null before the first. */
  readonly result: Diagnosis | null;
  readonly testing: boolean;
  /** How long ago the result was found; null without one. */
  readonly ageMs: number | null;
  readonly hosts: readonly string[];
}

/** The keys of the items that can be clicked. */
export type Action = 'test' | 'copy-plain-text' | 'copy-host-list' | 'open-log' | 'exit';

/**
 * What the tray shows. The keys and their order depend on the hosts alone: the tray can change an item, and can neither
 * add nor remove one while it is shown.
 */
export function buildMenu(state: TrayState, locale: Locale): Menu {
  const { result, testing } = state;
  const words = locale.menu;
  const standing = result?.verdict ?? 'waiting';
  return {
    standing,
    tooltip: `Connection Check: ${result === null ? locale.waiting : locale.headline(result)}`,
    items: [
      line('status', words.status(standing, state.ageMs)),
      ...state.hosts.map((host) => line(`host ${host}`, hostLine(host, result, locale))),
      'separator',
      { ...action('test', testing ? words.testing : words.test), enabled: !testing },
      submenu('copy-allowlist', words.copyAllowlist, [
        action('copy-plain-text', words.copyPlainText),
        action('copy-host-list', words.copyHostList),
      ]),
      action('open-log', words.openLog),
      action('exit', words.exit),
    ],
  };
}

function hostLine(host: string, result: Diagnosis | null, locale: Locale): string {
  const verdict = result?.hosts.find((candidate) => candidate.host === host);
  return verdict === undefined ? host : locale.hostLine(verdict);
}

function line(key: string, title: string): MenuEntry {
  return { key, title, enabled: false, checked: false, items: [] };
}

function action(key: Action, title: string): MenuEntry {
  return { key, title, enabled: true, checked: false, items: [] };
}

function submenu(key: string, title: string, items: readonly MenuEntry[]): MenuEntry {
  return { key, title, enabled: true, checked: false, items };
}
