import type { Locale, Standing } from '../advice/locale.ts';
import type { Diagnosis } from '../model/finding.ts';
import { Language } from '../model/settings.ts';
import { snippetChoices } from './choices.ts';

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

export const iconNames = [
  'clear',
  'impaired',
  'failing',
  'offline',
  'inconclusive',
  'waiting',
  'unstable',
  'paused',
] as const satisfies readonly (Standing | 'paused')[];
export type IconName = (typeof iconNames)[number];

export interface Menu {
  readonly icon: IconName;
  readonly tooltip: string;
  readonly items: readonly MenuItem[];
}

export interface TrayState {
  readonly standing: Standing;
  /** The last one; null before the first. */
  readonly result: Diagnosis | null;
  /** When the result was found; null without one. */
  readonly checkedAt: Date | null;
  readonly now: Date;
  readonly testing: boolean;
  readonly pausedUntil: Date | null;
  readonly hosts: readonly string[];
  readonly notifications: boolean;
  readonly startsAtLogin: boolean;
  readonly managed: Managed | null;
}

/** What IT has decided in the person's place; null in the state: nothing. */
export interface Managed {
  readonly by: string | null;
  /** Keys of items that are not shown. */
  readonly hidden: readonly string[];
  /** Keys of items that show how it is, and cannot change it. */
  readonly fixed: readonly string[];
}

/** The items that do one thing, whatever is known. */
export type Action =
  | 'test'
  | 'show-details'
  | 'copy-plain-text'
  | 'copy-host-list'
  | 'list-products'
  | 'save-report'
  | 'pause'
  | 'notifications'
  | 'start-at-login'
  | 'open-log'
  | 'help'
  | 'about'
  | 'exit';

export type Click =
  | { readonly kind: 'action'; readonly action: Action }
  /** place: among the choices of snippets. */
  | { readonly kind: 'copy'; readonly place: number }
  | { readonly kind: 'language'; readonly language: Language };

/** What the key of a clicked item stands for. */
export function readClick(key: string): Click {
  const [word = '', rest = ''] = key.split(' ');
  if (word === 'copy') return { kind: 'copy', place: Number(rest) };
  if (word === 'language') return { kind: 'language', language: Language.parse(rest) };
  return { kind: 'action', action: word as Action };
}

const languageNames: { readonly [Tag in Language]: string } = { en: 'English', fr: 'Français' };

/**
 * What the tray shows. The keys and their order depend on the settings alone: the tray can change an item, and can neither
 * add nor remove one while it is shown. The time of the result is a time of day, which stays true without being redrawn.
 */
export function buildMenu(state: TrayState, locale: Locale): Menu {
  const { result, testing, pausedUntil, managed } = state;
  const words = locale.menu;
  return {
    icon: pausedUntil === null ? state.standing : 'paused',
    tooltip: `Connection Check: ${pausedUntil === null ? headline(state, locale) : words.paused(pausedUntil)}`,
    items: manage(managed, [
      line('status', statusLine(state, locale)),
      ...state.hosts.map((host) => line(`host ${host}`, hostLine(host, result, locale))),
      'separator',
      { ...action('test', testing ? words.testing : words.test), enabled: !testing },
      action('show-details', words.showDetails),
      submenu('copy-allowlist', words.copyAllowlist, [
        ...snippetChoices(result?.findings ?? [], locale).map(({ title }, place) => entry(`copy ${place}`, title)),
        action('copy-plain-text', words.copyPlainText),
        action('copy-host-list', words.copyHostList),
        action('list-products', words.listProducts),
      ]),
      action('save-report', words.saveReport),
      'separator',
      { ...action('pause', words.pause), checked: pausedUntil !== null },
      { ...action('notifications', words.notifications), checked: state.notifications },
      { ...action('start-at-login', words.startAtLogin), checked: state.startsAtLogin },
      submenu(
        'language',
        words.language,
        Language.options.map((tag) => ({
          ...entry(`language ${tag}`, languageNames[tag]),
          checked: tag === locale.tag,
        })),
      ),
      'separator',
      ...(managed === null ? [] : [line('managed', words.managedBy(managed.by))]),
      ...(locale.itContact === null ? [] : [line('it-contact', locale.page.yourIt(locale.itContact))]),
      action('open-log', words.openLog),
      action('help', words.help),
      action('about', words.about),
      action('exit', words.exit),
    ]),
  };
}

function manage(managed: Managed | null, items: readonly MenuItem[]): readonly MenuItem[] {
  if (managed === null) return items;
  return items
    .filter((item) => item === 'separator' || !managed.hidden.includes(item.key))
    .filter((item, place, shown) => item !== 'separator' || shown[place - 1] !== 'separator')
    .map((item) => (item !== 'separator' && managed.fixed.includes(item.key) ? fix(item) : item));
}

function fix(item: MenuEntry): MenuEntry {
  return { ...item, enabled: false, items: item.items.map(fix) };
}

function headline({ standing, result }: TrayState, locale: Locale): string {
  if (standing === 'unstable') return locale.notice.unstable.title;
  return result === null ? locale.waiting : locale.headline(result);
}

function statusLine({ standing, checkedAt, now, pausedUntil }: TrayState, { menu }: Locale): string {
  return pausedUntil === null ? menu.status(standing, checkedAt, now) : menu.paused(pausedUntil);
}

function hostLine(host: string, result: Diagnosis | null, locale: Locale): string {
  const verdict = result?.hosts.find((candidate) => candidate.host === host);
  return verdict === undefined ? host : locale.hostLine(verdict);
}

function entry(key: string, title: string): MenuEntry {
  return { key, title, enabled: true, checked: false, items: [] };
}

function line(key: string, title: string): MenuEntry {
  return { ...entry(key, title), enabled: false };
}

function action(key: Action, title: string): MenuEntry {
  return entry(key, title);
}

function submenu(key: string, title: string, items: readonly MenuEntry[]): MenuEntry {
  return { ...entry(key, title), items };
}
