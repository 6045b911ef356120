/** The tray helper's protocol: one JSON object a line, each way. Every item carries a number of our choosing. */
import { z } from 'zod';
import type { IconName, Menu, MenuItem } from './menu.ts';

/** What the helper says. A click also repeats the item, which we know better. */
const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('clicked'), __id: z.int() }),
]);
export type Message = z.infer<typeof Message>;

/** A line from the helper; null where it is none of its messages. */
export function readMessage(line: string): Message | null {
  try {
    return Message.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

interface DrawnItem {
  readonly __id: number;
  readonly title: string;
  readonly tooltip: '';
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly items: readonly DrawnItem[];
}

/** A menu in the helper's terms. */
export interface Drawing {
  readonly icon: IconName;
  readonly tooltip: string;
  readonly items: readonly DrawnItem[];
  /** The clickable items' keys by number. A submenu is not among them: opening one is reported as a click on Linux. */
  readonly keys: ReadonlyMap<number, string>;
  /** Equal for two menus that differ only in what an update can change. */
  readonly skeleton: string;
}

export function draw(menu: Menu, platform: NodeJS.Platform): Drawing {
  const keys = new Map<number, string>();
  let count = 0;
  const drawItem = (item: MenuItem): DrawnItem => {
    count += 1;
    const common = { __id: count, tooltip: '' } as const;
    if (item === 'separator') return { ...common, title: '<SEPARATOR>', enabled: true, checked: false, items: [] };
    if (item.items.length === 0) keys.set(count, item.key);
    const mark = item.checked && platform !== 'win32' ? ' ✓' : '';
    return {
      ...common,
      title: titleText(item.title, platform) + mark,
      enabled: item.enabled,
      // The Linux helper draws no check mark, so that it is part of the title there.
      checked: item.checked && platform === 'win32',
      items: item.items.map(drawItem),
    };
  };
  const items = menu.items.map(drawItem);
  return { icon: menu.icon, tooltip: tooltipText(menu.tooltip), items, keys, skeleton: skeletonOf(menu.items) };
}

/** The first line to the helper: all that it shall show. */
export function firstLine(drawing: Drawing, icon: string): string {
  return JSON.stringify({ icon, title: '', tooltip: drawing.tooltip, items: drawing.items });
}

/** The lines that turn one drawing into another of the same skeleton. */
export function changeLines(from: Drawing, to: Drawing, icon: string): string[] {
  const before = new Map(flatten(from.items).map((item) => [item.__id, item]));
  const changed = flatten(to.items).filter((item) => {
    const old = before.get(item.__id);
    return old?.title !== item.title || old.enabled !== item.enabled || old.checked !== item.checked;
  });
  const lines: unknown[] = changed.map((item) => {
    // An item is found by its number when seq_id is -1. Children are updated by themselves.
    return { type: 'update-item', item: { ...item, items: [] }, seq_id: -1 };
  });
  if (from.icon !== to.icon || from.tooltip !== to.tooltip) {
    lines.push({ type: 'update-menu', menu: { icon, title: '', tooltip: to.tooltip, items: [] } });
  }
  return lines.map((line) => JSON.stringify(line));
}

export const exitLine = JSON.stringify({ type: 'exit' });

function flatten(items: readonly DrawnItem[]): DrawnItem[] {
  return items.flatMap((item) => [item, ...flatten(item.items)]);
}

function skeletonOf(items: readonly MenuItem[]): string {
  return JSON.stringify(items.map((item) => (item === 'separator' ? item : [item.key, skeletonOf(item.items)])));
}

/** `&` marks an accelerator in a Windows menu, `_` one in a GTK menu; doubled, they stand for themselves. */
function titleText(title: string, platform: NodeJS.Platform): string {
  return plain(title).replace(platform === 'win32' ? /&/g : /_/g, '$&$&');
}

/** Windows takes 127 UTF-16 units (NOTIFYICONDATAW.szTip); Linux shows none. */
function tooltipText(tooltip: string): string {
  const text = plain(tooltip);
  return text.length <= 127 ? text : `${text.slice(0, 126).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A menu is made of single lines; a NUL in one makes the Windows helper refuse the item. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').toWellFormed();
}
