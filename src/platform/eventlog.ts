/** Events in the log of Windows, for those who collect them. On other systems, and where nothing is installed, nothing. */
import { execFile } from 'node:child_process';
import { isSea } from 'node:sea';
import { shippedFile } from './desktop.ts';

/** learn.microsoft.com/windows/win32/api/winbase/nf-winbase-reporteventw */
const types = { error: 1, warning: 2, information: 4 } as const;
export type EventType = keyof typeof types;

/** The log cuts a text at 31,839 characters; a command line is not longer than 32,767. */
const longestText = 8_000;
const patienceMs = 10_000;

/**
 * Writes an event, by the front door: it may do so where the installer for all users has registered the program. Never
 * rejects. @param id from 1 to 1000, of the kind of event @returns why it was not written; null if nothing went wrong
 */
export function writeEvent(type: EventType, id: number, text: string): Promise<string | null> {
  if (process.platform !== 'win32' || !isSea()) return Promise.resolve(null);
  const frontDoor = shippedFile('Connection Check.exe', '');
  const words = ['/event', String(types[type]), String(id), text.slice(0, longestText)];
  return new Promise((settle) => {
    execFile(frontDoor, words, { timeout: patienceMs, windowsHide: true }, (error) => settle(error?.message ?? null));
  });
}
