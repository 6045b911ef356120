import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desktopEntry } from '../../src/platform/autostart.ts';
import { openSession, until } from './session.ts';

test('a desktop starts the program with its words as they are', async () => {
  const session = await openSession();
  const words = ['a b', '"quoted"', '$HOME', '`id`', 'back\\slash', '100 %U %f', "l'été", '--autostart', ';&|<>*?#~'];
  const program = join(session.folder, 'a program');
  const seen = join(session.folder, 'seen');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >${seen}.new && mv ${seen}.new ${seen}\n`, { mode: 0o755 });
  const file = join(session.folder, 'config', 'autostart', 'connection-check.desktop');
  await desktopEntry(file).turnOn([program, ...words]);
  session.run('gio', 'launch', file);
  await until(() => expect(existsSync(seen)).toBe(true));
  expect(readFileSync(seen, 'utf8')).toBe(`${words.join('\n')}\n`);
  await session.close();
});
