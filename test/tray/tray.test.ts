import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Helper } from '../../src/tray/helper.ts';
import type { Menu, MenuEntry } from '../../src/tray/menu.ts';
import { startTray, type Tray } from '../../src/tray/tray.ts';
import { fakeHelper } from './helper.ts';

const iconFolder = join(import.meta.dirname, '../../assets/icons');

function entry(key: string, title: string, items: readonly MenuEntry[] = []): MenuEntry {
  return { key, title, enabled: true, checked: false, items };
}

function menu(status: string): Menu {
  return {
    icon: 'waiting',
    tooltip: status,
    items: [
      entry('status', status),
      'separator',
      entry('more', 'More', [entry('inner', 'Inner')]),
      entry('exit', 'Exit'),
    ],
  };
}

let tray: Tray | null = null;
const clicks: string[] = [];
const log: string[] = [];
afterEach(async () => {
  await tray?.stop();
  clicks.length = 0;
  log.length = 0;
});

function start(helper: Helper | null, shown = menu('one')): Tray {
  tray = startTray({
    helper,
    iconFolder,
    menu: shown,
    onClick: (key) => clicks.push(key),
    onLog: (message) => log.push(message),
  });
  return tray;
}

/** Waits until a statement about the world holds. */
const until = (statement: () => void) => vi.waitFor(statement, { timeout: 20_000, interval: 20 });

const icon = (name: string) => readFileSync(join(iconFolder, `${name}-48.png`), 'base64');
const alive = (pid: number | undefined) => {
  try {
    return pid !== undefined && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

test('a helper that is ready gets the whole menu, and later only what changed', async () => {
  const helper = fakeHelper('obey()');
  const { started, show } = start(helper);
  expect(await started).toEqual({ shown: true });
  await until(() => expect(helper.heard()).toHaveLength(1));
  expect(helper.heard()[0]).toMatchObject({ icon: icon('waiting'), title: '', tooltip: 'one' });
  expect(helper.heard()[0]?.items).toMatchObject([
    { __id: 1, title: 'one', enabled: true, checked: false },
    { __id: 2, title: '<SEPARATOR>' },
    { __id: 3, title: 'More', items: [{ __id: 4, title: 'Inner' }] },
    { __id: 5, title: 'Exit' },
  ]);

  show(menu('one'));
  show({ ...menu('two'), tooltip: 'one' });
  show({ ...menu('two'), icon: 'clear', tooltip: 'three' });
  await until(() => expect(helper.heard()).toHaveLength(3));
  expect(helper.heard().slice(1)).toMatchObject([
    { type: 'update-item', item: { __id: 1, title: 'two', enabled: true, checked: false }, seq_id: -1 },
    { type: 'update-menu', menu: { icon: icon('clear'), title: '', tooltip: 'three', items: [] } },
  ]);
});

test('a click names the item, and a click on a submenu or on something unknown is none', async () => {
  const click = (id: unknown) => `say({ type: 'clicked', item: {}, seq_id: 0, __id: ${id} });`;
  start(fakeHelper(`obey(); ${click(3)} ${click(99)} ${click('"4"')} ${click(4)} ${click(5)}`));
  await until(() => expect(clicks).toEqual(['inner', 'exit']));
});

test('garbage from the helper is logged, and the tray works on', async () => {
  const helper =
    fakeHelper(`console.log('panic: {'); console.log('[]'); console.log('{"type":"clicked"}'); console.log('');
    obey(); say({ type: 'clicked', __id: 5 });`);
  start(helper);
  await until(() => expect(clicks).toEqual(['exit']));
  expect(log).toEqual(
    ['"panic: {"', '"[]"', '"{\\"type\\":\\"clicked\\"}"', '""'].map((line) => `tray: the helper said ${line}`),
  );
  expect(helper.runs()).toHaveLength(1);
});

test('a helper that is killed comes back with what is to be shown by then', async () => {
  const helper = fakeHelper('obey()');
  await start(helper).started;
  await until(() => expect(helper.heard()).toHaveLength(1));
  process.kill(helper.runs()[0] ?? 0, 'SIGKILL');
  for (let count = 0; count < 500; count += 1) tray?.show(menu(`status ${count}`));
  await until(() => expect(helper.heard().filter((line) => line.run === 2)).toHaveLength(1));
  expect(helper.heard().at(-1)?.items?.[0]?.title).toBe('status 499');
  expect(log).toEqual(['tray: the helper ended (SIGKILL)']);
});

test('a helper that ends by itself without an error comes back too, as often as it must', async () => {
  const helper = fakeHelper(`if (run < 4) { say({ type: 'ready' }); process.exit(0); } else obey();`);
  start(helper);
  await until(() => expect(helper.heard()).toHaveLength(1));
  expect(helper.runs()).toHaveLength(4);
});

test('without a display the reason is told once, and nothing is tried any more', async () => {
  const helper = fakeHelper(`console.error('Gtk-WARNING **: cannot open display: '); process.exit(1);`);
  const { started, show, stop } = start(helper);
  const reason = 'the helper ended (exit code 1): Gtk-WARNING **: cannot open display:';
  expect(await started).toEqual({ shown: false, reason });
  expect(helper.runs()).toHaveLength(3);
  show(menu('two'));
  await stop();
  expect(helper.runs()).toHaveLength(3);
});

test('a helper that hangs before it is ready is killed and started again', async () => {
  const helper = fakeHelper('if (run === 1) setInterval(() => {}, 1000); else obey();');
  expect(await start(helper).started).toEqual({ shown: true });
  expect(alive(helper.runs()[0])).toBe(false);
  expect(log).toEqual(['tray: the helper was not ready within 8000 ms']);
});

test('a Windows helper that found no taskbar is started again, although it said that it was ready', async () => {
  const helper = fakeHelper(
    `if (run === 1) console.error('2026/01/01 Unable to init instance: Unspecified error'); obey();`,
  );
  start(helper);
  await until(() => expect(helper.runs()).toHaveLength(2));
  await until(() => expect(helper.heard().at(-1)?.run).toBe(2));
  expect(alive(helper.runs()[0])).toBe(false);
  expect(log).toEqual(['tray: the helper found no taskbar: Unable to init instance: Unspecified error']);
});

test('a menu with other items is shown by a new helper, and the old one is asked to end', async () => {
  const helper = fakeHelper('obey()');
  await start(helper).started;
  tray?.show({ ...menu('two'), items: [entry('only', 'Only')] });
  await until(() => expect(helper.heard().filter((line) => line.run === 2)).toHaveLength(1));
  expect(
    helper
      .heard()
      .filter((line) => line.run === 1)
      .at(-1)?.type,
  ).toBe('exit');
  expect(helper.heard().at(-1)?.items).toMatchObject([{ title: 'Only' }]);
  expect(log).toEqual([]);
});

test('a helper that was tampered with, is missing or does not exist for this system is not started', async () => {
  const helper = fakeHelper('obey()');
  writeFileSync(helper.file, `${readFileSync(helper.file, 'utf8')}\n`);
  const reason = `${helper.file} is not the helper that belongs to this program`;
  expect(await start(helper).started).toEqual({ shown: false, reason });
  expect(helper.runs()).toEqual([]);

  const nowhere = { ...helper, file: '/nowhere/helper' };
  expect(await start(nowhere).started).toMatchObject({
    shown: false,
    reason: expect.stringContaining('/nowhere/helper'),
  });
  expect(await start(null).started).toEqual({ shown: false, reason: 'there is no tray helper for linux' });
});

test('a helper as npm unpacks it, without the right to be run, is given that right', async () => {
  const helper = fakeHelper('obey()', 0o644);
  expect(await start(helper).started).toEqual({ shown: true });
  expect(statSync(helper.file).mode & 0o777).toBe(0o755);
});

test('stopping ends the helper gracefully, and it does not come back', async () => {
  const helper = fakeHelper('obey()');
  await start(helper).started;
  await tray?.stop();
  expect(helper.heard().at(-1)).toEqual({ run: 1, type: 'exit' });
  expect(alive(helper.runs()[0])).toBe(false);
  expect(helper.runs()).toHaveLength(1);
});

test('stopping kills a helper that does not listen, or is not ready yet', async () => {
  const deaf = fakeHelper(`say({ type: 'ready' }); listen(() => {});`);
  await start(deaf).started;
  await tray?.stop();
  expect(alive(deaf.runs()[0])).toBe(false);

  const slow = fakeHelper('setInterval(() => {}, 1000);');
  start(slow);
  await until(() => expect(slow.runs()).toHaveLength(1));
  await tray?.stop();
  expect(alive(slow.runs()[0])).toBe(false);
  expect(await tray?.started).toEqual({ shown: false, reason: 'stopped' });
});

test('stopping while the helper is being looked at starts none', async () => {
  const helper = fakeHelper('obey()');
  start(helper);
  await tray?.stop();
  expect(helper.runs()).toEqual([]);
});
