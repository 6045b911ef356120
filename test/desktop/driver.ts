/** A small program that uses the desktop as its parent says: one JSON command a line in, one JSON event a line out. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { copyText } from '../../src/platform/clipboard.ts';
import { programFolder } from '../../src/platform/desktop.ts';
import { openPath } from '../../src/platform/open.ts';
import { createNotifier, type Notification } from '../../src/present/notification.ts';
import { shippedHelper } from '../../src/tray/helper.ts';
import type { Menu } from '../../src/tray/menu.ts';
import { startTray, type Tray } from '../../src/tray/tray.ts';

export type Command =
  | { readonly do: 'show'; readonly menu: Menu }
  | { readonly do: 'notify'; readonly notification: Notification }
  | { readonly do: 'copy'; readonly text: string }
  | { readonly do: 'open'; readonly path: string }
  | { readonly do: 'stop' };

const iconFolder = join(programFolder(), 'assets', 'icons');
const onLog = (message: string) => say({ log: message });
const notify = createNotifier({ iconFolder, onLog });
let tray: Tray | null = null;

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

async function obey(command: Command): Promise<void> {
  if (command.do === 'copy') say(await copyText(command.text));
  else if (command.do === 'open') say(await openPath(command.path));
  else if (command.do === 'notify') notify(command.notification);
  else if (command.do === 'stop') {
    await tray?.stop();
    process.exit();
  } else if (tray !== null) tray.show(command.menu);
  else {
    const onClick = (key: string) => say({ click: key });
    tray = startTray({ helper: shippedHelper(), iconFolder, menu: command.menu, onClick, onLog });
    say(await tray.started);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => void obey(JSON.parse(line)));
