/** Looks at the screen. The panel of the tests shows one icon, in its corner. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { programFolder } from '../../src/platform/desktop.ts';
import { type IconName, iconNames } from '../../src/tray/menu.ts';
import type { Session } from './session.ts';

/** The middle of the first icon in the panel of config/. */
const trayIcon = { x: 17, y: 752 } as const;
const side = 24;
/** Of a picture of the icon, in bytes: red, green and blue of every pixel. */
const size = side * side * 3;

/** The icon that the panel shows; null while it shows none. */
export function iconOnScreen(session: Session): IconName | null {
  const width = 640;
  const strip = capture(session, `${width}x${side}+${trayIcon.x - side / 2}+${trayIcon.y - side / 2}`);
  const rows = Array.from({ length: side }, (_, row) => strip.subarray(row * width * 3, (row * width + side) * 3));
  const seen = Buffer.concat(rows);
  // The end of the strip is an empty place on the panel.
  const pictures = drawPictures(strip.subarray((width - 1) * 3, width * 3).toString('hex'));
  const [best] = [...pictures].sort(([, left], [, right]) => difference(seen, left) - difference(seen, right));
  return best?.[0] ?? null;
}

const drawn = new Map<string, ReadonlyMap<IconName | null, Buffer>>();

/** Each icon as a panel of that colour shows it, and the panel without one. */
function drawPictures(background: string): ReadonlyMap<IconName | null, Buffer> {
  const known = drawn.get(background);
  if (known !== undefined) return known;
  const icons = iconNames.map((name) => join(programFolder(), 'assets', 'icons', `${name}-48.png`));
  const onPanel = ['-background', `#${background}`, '-resize', `${side}x${side}`, '-alpha', 'remove', '-append'];
  const column = execFileSync('convert', [...icons, ...onPanel, '-depth', '8', 'rgb:-']);
  const pictures = new Map<IconName | null, Buffer>([[null, Buffer.alloc(size, background, 'hex')]]);
  for (const [index, name] of iconNames.entries()) {
    pictures.set(name, column.subarray(index * size, (index + 1) * size));
  }
  drawn.set(background, pictures);
  return pictures;
}

/** Whether anything stands above the tray icon, where the screen is white but for its menu. */
export function menuIsOpen(session: Session): boolean {
  return capture(session, '200x100+0+630').some((value) => value !== 0xff);
}

/** Clicks on the tray icon with a button of the mouse: 1 is left, 3 is right. */
export function clickIcon(session: Session, button: 1 | 3): void {
  session.run('xdotool', 'mousemove', String(trayIcon.x), String(trayIcon.y), 'click', String(button));
}

/** Saves a picture of the screen, or of a part of it. */
export function photograph(session: Session, file: string, part = '1024x768+0+0'): void {
  session.run('import', '-window', 'root', '-crop', part, '+repage', file);
}

function capture(session: Session, part: string): Buffer {
  return execFileSync('import', ['-silent', '-window', 'root', '-crop', part, '-depth', '8', 'rgb:-'], {
    env: session.env,
  });
}

function difference(left: Buffer, right: Buffer): number {
  return left.reduce((sum, value, index) => sum + (value - (right[index] ?? 0)) ** 2, 0) / left.length;
}
