import { describe, expect, test } from 'vitest';
import type { Menu, MenuEntry } from '../../src/tray/menu.ts';
import { changeLines, draw, firstLine, readMessage } from '../../src/tray/message.ts';

function entry(key: string, title: string, changes: Partial<MenuEntry> = {}): MenuEntry {
  return { key, title, enabled: true, checked: false, items: [], ...changes };
}

function menu(items: Menu['items'], tooltip = ''): Menu {
  return { icon: 'clear', tooltip, items };
}

function drawnTitle(title: string, platform: NodeJS.Platform, changes: Partial<MenuEntry> = {}): string | undefined {
  return draw(menu([entry('key', title, changes)]), platform).items[0]?.title;
}

describe('a title means itself', () => {
  test.each([
    ['an ampersand on Windows', 'win32', 'Smith & Sons && Co', 'Smith && Sons &&&& Co'],
    ['an ampersand on Linux', 'linux', 'Smith & Sons', 'Smith & Sons'],
    ['an underscore on Linux', 'linux', '_dmarc.example_', '__dmarc.example__'],
    ['an underscore on Windows', 'win32', '_dmarc', '_dmarc'],
    ['several lines', 'linux', 'one\r\n\ttwo\u2028three', 'one two three'],
    ['NUL and escape characters', 'win32', 'a\0b\u001B[31mc', 'a b [31mc'],
    ['half a character', 'linux', 'a\uD83Db', 'a\uFFFDb'],
    ['French and an emoji', 'linux', 'Tester la connexion à Québec 😀', 'Tester la connexion à Québec 😀'],
  ] as const)('%s', (_name, platform, title, drawn) => {
    expect(drawnTitle(title, platform)).toBe(drawn);
  });
});

test('a check mark is the own one of Windows, and text on Linux', () => {
  const checked = menu([entry('pause', 'Pause', { checked: true })]);
  expect(draw(checked, 'win32').items).toMatchObject([{ title: 'Pause', checked: true }]);
  expect(draw(checked, 'linux').items).toMatchObject([{ title: 'Pause ✓', checked: false }]);
});

test('a tooltip has at most 127 units, and no half characters', () => {
  const tooltip = (text: string) => draw(menu([], text), 'win32').tooltip;
  expect(tooltip('a'.repeat(127))).toBe('a'.repeat(127));
  expect(tooltip('a'.repeat(128))).toBe(`${'a'.repeat(126)}…`);
  expect(tooltip(`${'a'.repeat(125)}😀😀`)).toBe(`${'a'.repeat(125)}…`);
  expect(tooltip('one\ntwo')).toBe('one two');
});

test('only what changed is sent, wherever in the menu it is', () => {
  const submenu = (title: string) => entry('more', 'More', { items: [entry('inner', title), entry('other', 'Other')] });
  const from = draw(menu([entry('a', 'A'), 'separator', submenu('Inner'), entry('z', 'Z')], 'tip'), 'linux');
  const to = draw(
    menu([entry('a', 'A'), 'separator', submenu('Changed'), entry('z', 'Z', { enabled: false })], 'tip'),
    'linux',
  );
  expect(to.skeleton).toBe(from.skeleton);
  expect(changeLines(from, from, 'icon')).toEqual([]);
  expect(changeLines(from, to, 'icon').map((line) => JSON.parse(line))).toEqual([
    {
      type: 'update-item',
      item: { __id: 4, title: 'Changed', tooltip: '', enabled: true, checked: false, items: [] },
      seq_id: -1,
    },
    {
      type: 'update-item',
      item: { __id: 6, title: 'Z', tooltip: '', enabled: false, checked: false, items: [] },
      seq_id: -1,
    },
  ]);
});

test('the skeleton changes with the items, their order and their nesting, and with nothing else', () => {
  const skeleton = (...items: Menu['items']) => draw(menu(items), 'linux').skeleton;
  const plain = skeleton(entry('a', 'A'), 'separator', entry('b', 'B'));
  expect(skeleton(entry('a', 'Z', { checked: true, enabled: false }), 'separator', entry('b', ''))).toBe(plain);
  expect(skeleton(entry('b', 'B'), 'separator', entry('a', 'A'))).not.toBe(plain);
  expect(skeleton(entry('a', 'A'), entry('b', 'B'))).not.toBe(plain);
  expect(skeleton(entry('a', 'A', { items: [entry('b', 'B')] }), 'separator')).not.toBe(plain);
});

test('every message is one line, whatever the words', () => {
  const drawing = draw(menu([entry('a', 'one\ntwo')], 'three\nfour'), 'linux');
  expect(firstLine(drawing, 'icon')).not.toContain('\n');
});

test('what is no message of the helper is none', () => {
  expect(readMessage('{"type":"ready"}')).toEqual({ type: 'ready' });
  expect(readMessage('{"type":"clicked","item":{"title":"x"},"seq_id":-1,"__id":7}')).toEqual({
    type: 'clicked',
    __id: 7,
  });
  for (const line of [
    '',
    '{',
    'null',
    '7',
    '[]',
    '{"type":"quit"}',
    '{"type":"clicked"}',
    '{"type":"clicked","__id":1.5}',
  ]) {
    expect(readMessage(line)).toBeNull();
  }
});
