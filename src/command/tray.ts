/** The tray: the icon, its menu, and what its items do. Where none can be shown, monitoring goes on in the terminal. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { purposesFor } from '../advice/allowlist.ts';
import { renderSnippet } from '../advice/snippet.ts';
import { check, readPublicRoots } from '../app/check.ts';
import type { Command, Context } from '../app/context.ts';
import { lastResult, readJournal } from '../app/journal.ts';
import { log, logFile } from '../app/log.ts';
import { type Monitor, monitor } from '../app/monitor.ts';
import { saveSnippet } from '../app/snippetfile.ts';
import type { Result } from '../model/result.ts';
import { copyText } from '../platform/clipboard.ts';
import { programFolder } from '../platform/desktop.ts';
import { openPath } from '../platform/open.ts';
import { createNotifier } from '../present/notification.ts';
import { renderLine } from '../present/text.ts';
import { shippedHelper } from '../tray/helper.ts';
import { type Action, buildMenu } from '../tray/menu.ts';
import { startTray } from '../tray/tray.ts';
import { keep } from './check.ts';

export const run: Command = async (context) => {
  const { locale, print, stateFolder } = context;
  const settings = context.settings();
  const roots = readPublicRoots(settings, locale);
  const iconFolder = join(programFolder(), 'assets', 'icons');
  const warn = (message: string) => log('warn', message);
  const notify = createNotifier({ iconFolder, onLog: warn });
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  // node-notifier leaves promises without a catch; a notification that cannot be shown must not end the monitoring.
  process.on('unhandledRejection', (reason) => log('error', `unhandled: ${String(reason)}`));

  let result: Result | null = lastResult(stateFolder);
  let testing = false;
  let inTerminal = false;
  let watched: Monitor | null = null;

  const menu = () =>
    buildMenu(
      { result, testing, ageMs: result && Date.now() - Date.parse(result.checkedAt), hosts: settings.hosts },
      locale,
    );
  const tell = (kind: 'asked' | 'copied' | 'changed', words: { title: string; body: string }) => {
    if (settings.notifications || kind !== 'changed')
      notify({ kind, standing: result?.verdict ?? 'waiting', ...words });
  };
  const actions: { readonly [Name in Action]: () => void } = {
    test: () => watched?.test(),
    'copy-plain-text': () => void offer('plain-text'),
    'copy-host-list': () => void offer('plain-hosts'),
    'open-log': () => void open(logFile()),
    exit: () => over.abort(),
  };

  /** The snippet lands on the clipboard; where there is none, in a file that can be mailed. */
  async function offer(id: string): Promise<void> {
    const purposes = purposesFor(result?.findings ?? []);
    const snippet =
      renderSnippet(id, {
        hosts: settings.hosts,
        purposes,
        language: locale.tag,
        placeholders: { computer: hostname() },
      }) ?? '';
    const copying = await copyText(snippet);
    if (copying.copied) return tell('copied', locale.notification.copied);
    warn(`clipboard: ${copying.reason}`);
    tell('copied', locale.notification.copySaved(saveSnippet(stateFolder, id, snippet)));
  }

  async function open(path: string): Promise<void> {
    log('info', 'log opened');
    const opening = await openPath(path);
    if (!opening.opened) warn(`${path}: ${opening.reason}`);
  }

  const tray = startTray({
    helper: shippedHelper(),
    iconFolder,
    menu: menu(),
    onClick: (key) => actions[key as Action]?.(),
    onLog: warn,
  });
  void tray.started.then((start) => {
    if (start.shown || signal.aborted) return;
    inTerminal = true;
    print(`${locale.page.noTray(start.reason)}\n`);
    if (result !== null) print(renderLine(result, locale));
  });

  watched = monitor(
    {
      intervalMs: settings.intervalSeconds * 1000,
      look: (depth, lookSignal) => check(settings, roots, readJournal(stateFolder), depth, locale, lookSignal),
      onLooking: () => {
        testing = true;
        tray.show(menu());
      },
      onResult: (seen, { asked, confirmation }) => {
        testing = false;
        keep(seen, context);
        log('info', `${seen.verdict}: ${seen.findings.map(({ code, host }) => `${code} ${host ?? ''}`).join(', ')}`);
        if (inTerminal) print(renderLine(seen, locale));
        result = seen;
        tray.show(menu());
        if (asked) tell('asked', locale.notification.result(seen));
        else if (confirmation.changed) tell('changed', wordsForChange(seen, locale));
      },
    },
    signal,
  );
  await watched.finished;
  await tray.stop();
  return 0;
};

function wordsForChange(seen: Result, { notification }: Context['locale']): { title: string; body: string } {
  return seen.verdict === 'clear' || seen.verdict === 'impaired' ? notification.recovered : notification.result(seen);
}
