// Makes the pictures of the README by using the program (dist/main.js) on a desktop without a screen.
// Needs what the desktop tests need, and fonts-dejavu-core.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { locales } from '../src/advice/languages.ts';
import { codatHosts } from '../src/model/target.ts';
import { iconNames } from '../src/tray/menu.ts';
import { findTray } from '../test/desktop/bus.ts';
import { helperOf, startProgram } from '../test/desktop/program.ts';
import { clickIcon, iconOnScreen, menuIsOpen, photograph } from '../test/desktop/screen.ts';
import { startService } from '../test/desktop/service.ts';
import { end, openSession, until } from '../test/desktop/session.ts';

const root = join(import.meta.dirname, '..');
const docs = join(root, 'docs');
const icons = join(root, 'assets/icons');
/** Long enough for a menu or a notification to be drawn in full. */
const drawnMs = 1_000;

function must(condition, what) {
  if (!condition) throw new Error(what);
  return condition;
}

mkdirSync(docs, { recursive: true });
for (const [language, suffix] of [
  ['en', ''],
  ['fr', '-fr'],
]) {
  const session = await openSession();
  const service = await startService(session.folder, codatHosts);
  try {
    await session.startPanel();
    await takePictures(session, service, locales[language], suffix);
  } finally {
    service.close();
    await session.close();
  }
}

async function takePictures(session, service, { tag, menu }, suffix) {
  const settings = join(session.folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(service.settings));
  const program = startProgram(session, join(root, 'dist/main.js'), '--config', settings, '--lang', tag);
  program.stdout.resume();
  const helper = await until(() => must(helperOf(program.pid), 'no helper is running'));
  const tray = await findTray(session, helper);
  await until(() => must(iconOnScreen(session) === 'clear', 'the icon is not on the screen'));
  service.genuine = false;
  await until(() => tray.click(menu.test));
  await until(() => must(iconOnScreen(session) === 'failing', 'the failure is not on the screen'));
  await sleep(drawnMs);
  photograph(session, join(docs, `notification${suffix}.png`), '424x150+600+10');
  clickIcon(session, 3);
  await until(() => must(menuIsOpen(session), 'the menu is not open'));
  await sleep(drawnMs);
  // Down from the first entry that can be chosen to the submenu, which opens beside it.
  session.run('xdotool', 'key', 'Home', 'Down', 'Down', 'Right');
  await sleep(drawnMs);
  photograph(session, join(docs, `tray${suffix}.png`), '940x430+0+338');
  await end(program);
}

const row = (colour) => iconNames.flatMap((name) => ['(', `${icons}/${name}-48.png`, '-background', colour, ')']);
for (const [name, colour] of [
  ['light', '#f3f3f3'],
  ['dark', '#202020'],
]) {
  execFileSync('montage', [
    ...row(colour),
    '-tile',
    `${iconNames.length}x1`,
    '-geometry',
    '48x48+16+16',
    '-background',
    colour,
    join(docs, `icons-${name}.png`),
  ]);
}
