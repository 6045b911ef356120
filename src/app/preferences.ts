/**
 * What the person at this computer chose in the menu. It is kept apart from the settings file, which belongs to whoever
 * administers the computer and is never written by this program. A choice goes before the setting of the same name.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Language } from '../model/settings.ts';
import { replaceFile } from './file.ts';

/** null: nothing was chosen, so that the settings decide. */
const Preferences = z.object({
  notifications: z.boolean().nullable().catch(null),
  language: Language.nullable().catch(null),
  /** Whether the program starts at login was decided once, and is from then on left to the person. */
  autostartDecided: z.boolean().catch(true),
  /** It was turned on by policy alone, and is to be turned off with the end of that. */
  autostartImposed: z.boolean().catch(false),
});
export type Preferences = z.infer<typeof Preferences>;

const untouched: Preferences = {
  notifications: null,
  language: null,
  autostartDecided: false,
  autostartImposed: false,
};

function fileIn(folder: string): string {
  return join(folder, 'preferences.json');
}

/** Never throws. In doubt, starting at login counts as decided: nobody wants it turned on a second time. */
export function readPreferences(folder: string): Preferences {
  try {
    return Preferences.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return missing ? untouched : { ...untouched, autostartDecided: true };
  }
}

/** Whole or not at all. @throws the file system's error */
export function writePreferences(folder: string, preferences: Preferences): void {
  replaceFile(fileIn(folder), `${JSON.stringify(preferences, null, 2)}\n`);
}
