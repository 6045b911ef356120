/** What the menu's items do that hand something to a person: a text on the clipboard, or a file. */
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { formats, purposesFor } from '../advice/allowlist.ts';
import type { Locale } from '../advice/locale.ts';
import { renderSnippet } from '../advice/snippet.ts';
import type { Message } from '../advice/tray.ts';
import type { Result } from '../model/result.ts';
import { copyText } from '../platform/clipboard.ts';
import { openPath } from '../platform/open.ts';
import { resultOf } from './check.ts';
import { saveHandout, writeText } from './handout.ts';
import { readJournal } from './journal.ts';
import { writeReport } from './reportfile.ts';

/** What the actions need to know and may use. It is asked anew each time: the language and the result change. */
export interface Desk {
  readonly locale: () => Locale;
  readonly result: () => Result | null;
  readonly hosts: () => readonly string[];
  readonly stateFolder: string;
  readonly tell: (kind: string, message: Message) => void;
  readonly log: (level: 'info' | 'warn', message: string) => void;
}

export interface Actions {
  readonly copySnippet: (id: string, what: string) => Promise<void>;
  readonly listProducts: () => Promise<void>;
  readonly showDetails: () => Promise<void>;
  readonly saveReport: () => Promise<void>;
  readonly showGuide: () => Promise<void>;
  readonly show: (path: string) => Promise<void>;
}

export function createActions(desk: Desk): Actions {
  const words = () => desk.locale().notification;

  function snippet(id: string): string | null {
    return renderSnippet(id, {
      hosts: desk.hosts(),
      purposes: purposesFor(desk.result()?.findings ?? []),
      language: desk.locale().tag,
      placeholders: { computer: hostname() },
    });
  }

  /** null where no place takes it, which the person is told. */
  function save(name: string, write: (file: string) => void): string | null {
    try {
      return saveHandout(desk.stateFolder, name, write);
    } catch (error) {
      const reason = (error as Error).message;
      desk.log('warn', `${name}: ${reason}`);
      desk.tell('failed', words().notSaved(reason));
      return null;
    }
  }

  async function show(path: string): Promise<void> {
    const opening = await openPath(path);
    if (opening.opened) return desk.log('info', `${path}: opened`);
    desk.log('warn', `${path}: ${opening.reason}`);
    desk.tell('failed', words().notOpened(path));
  }

  async function saveAndShow(name: string, write: (file: string) => void): Promise<void> {
    const file = save(name, write);
    if (file !== null) await show(file);
  }

  /** Writes the page, in the language of now; null where there is nothing to say yet, which the person is told. */
  function report(result: Result | null): ((file: string) => void) | null {
    const locale = desk.locale();
    if (result === null) {
      desk.tell('failed', locale.notification.noResult);
      return null;
    }
    const history = readJournal(desk.stateFolder);
    return (file) => writeReport({ result: resultOf(result.evidence, locale), history, locale, file });
  }

  return {
    async copySnippet(id, what) {
      const text = snippet(id) ?? '';
      const copying = await copyText(text);
      if (copying.copied) return desk.tell('copied', words().copied(what));
      desk.log('warn', `clipboard: ${copying.reason}`);
      const file = save(`allowlist-${id}.txt`, (path) => writeText(path, `${text}\n`));
      if (file === null) return;
      desk.tell('copied', words().copySaved(file));
      await show(file);
    },
    async listProducts() {
      const parts = formats(desk.locale().tag).flatMap(({ id, product }) => {
        const text = snippet(id);
        return text === null ? [] : [`${'='.repeat(78)}\n${product}\n${'='.repeat(78)}\n\n${text}\n`];
      });
      await saveAndShow('allowlist.txt', (file) => writeText(file, parts.join('\n')));
    },
    async showDetails() {
      const write = report(desk.result());
      if (write !== null) await saveAndShow('report.html', write);
    },
    async saveReport() {
      const result = desk.result();
      const write = report(result);
      const time = result?.checkedAt.slice(0, 19).replaceAll(':', '-');
      const file = write && save(join('reports', `connection-check-${time}.html`), write);
      if (file === null) return;
      desk.tell('saved', words().reportSaved(file));
      // It is dragged from there into a message.
      await show(dirname(file));
    },
    async showGuide() {
      await saveAndShow('help.txt', (file) => writeText(file, desk.locale().guide));
    },
    show,
  };
}
