/** The tray: the icon, its menu, and what its items do. Where none can be shown, monitoring goes on in the terminal. */
import { join } from 'node:path';
import type { Locale, Standing } from '../advice/locale.ts';
import type { Message } from '../advice/tray.ts';
import { createActions } from '../app/actions.ts';
import { check, readPublicRoots } from '../app/check.ts';
import { shown } from '../app/confirmation.ts';
import type { Command, Context } from '../app/context.ts';
import { type Event, eventOf } from '../app/events.ts';
import { couldNotRun } from '../app/exit.ts';
import { type InForce, openSettings } from '../app/inforce.ts';
import { claim, meetingPoint } from '../app/instance.ts';
import { lastResult, readJournal } from '../app/journal.ts';
import { log } from '../app/log.ts';
import { type Monitor, monitor } from '../app/monitor.ts';
import { wordsOf } from '../app/notices.ts';
import { afterLoginMs } from '../app/pace.ts';
import { type Decided, readDecided } from '../app/settings.ts';
import { teller } from '../app/teller.ts';
import { tidy } from '../app/tidy.ts';
import { createWishes, isUnwantedAtLogin } from '../app/wishes.ts';
import type { Result } from '../model/result.ts';
import { autostart } from '../platform/autostart.ts';
import { watchChanges } from '../platform/changes.ts';
import { programFolder } from '../platform/desktop.ts';
import { writeEvent } from '../platform/eventlog.ts';
import { createNotifier } from '../present/notification.ts';
import { renderLine } from '../present/text.ts';
import { snippetChoices } from '../tray/choices.ts';
import { shippedHelper } from '../tray/helper.ts';
import { buildMenu } from '../tray/menu.ts';
import { startTray } from '../tray/tray.ts';
import { keep } from './check.ts';
import { createClicks } from './clicks.ts';
import { managedBy } from './managed.ts';

const warn = (message: string) => log('warn', message);

export const run: Command = async (context) => {
  const { args, locale, print, stateFolder } = context;
  const inForce = withRoots(await context.decided(), locale);
  const atLogin = args.switches.has('autostart');
  if (atLogin && (await isUnwantedAtLogin(inForce.policy, autostart()))) {
    log('info', 'start at login is turned off');
    return 0;
  }
  let show = () => {};
  const question = atLogin ? 'hello' : 'show';
  const place = await claim(meetingPoint(stateFolder), question, () => show());
  if (place.kind === 'second') {
    if (place.answered) print(`${locale.page.alreadyRunning}\n`);
    else context.warn(locale.page.notAnswering);
    return place.answered ? 0 : couldNotRun;
  }
  if (place.kind === 'unguarded') warn(`a second start will not be noticed: ${place.reason}`);
  try {
    return await work(context, inForce, (listener) => {
      show = listener;
    });
  } finally {
    if (place.kind === 'first') place.release();
  }
};

function withRoots(decided: Decided, locale: Locale): InForce {
  return { ...decided, roots: readPublicRoots(decided.settings, locale) };
}

async function work(context: Context, first: InForce, onSecondStart: (show: () => void) => void): Promise<number> {
  const { args, print, stateFolder } = context;
  const over = new AbortController();
  const signal = AbortSignal.any([context.signal, over.signal]);
  const iconFolder = join(programFolder(), 'assets', 'icons');
  const notify = createNotifier({ iconFolder, onLog: warn });

  let result: Result | null = lastResult(stateFolder);
  let standing: Standing = 'waiting';
  let testing = false;
  let inTerminal = false;
  let watched: Monitor | null = null;

  for (const problem of first.problems) warn(problem);
  const inForce = openSettings(first, async () => withRoots(await readDecided(args, locale()), locale()));
  const settings = () => inForce.now().settings;
  const policy = () => inForce.now().policy;
  const login = autostart();
  const wishes = createWishes({ args, stateFolder, settings, policy, login, onChange: redraw, onLog: warn });
  const { locale } = wishes;
  const tell = (kind: string, message: Message) => notify({ kind, standing, ...message });
  const tellIfDue = teller({
    folder: stateFolder,
    tell: (notice) => tell('changed', wordsOf(notice, locale())),
    onProblem: (error) => warn(`notices: ${error.message}`),
  });
  const hosts = () => settings().hosts;
  const actions = createActions({ locale, result: () => result, hosts, stateFolder, tell, log });

  function redraw(): void {
    tray.show(menu());
  }

  /** What this run has found; before that, only the report speaks of an earlier one. */
  const known = () => (standing === 'waiting' ? null : result);

  function menu() {
    const checkedAt = known()?.checkedAt ?? null;
    const pausedUntil = watched?.pausedUntil() ?? null;
    return buildMenu(
      {
        standing,
        result: known(),
        checkedAt: checkedAt === null ? null : new Date(checkedAt),
        now: new Date(),
        testing,
        pausedUntil: pausedUntil === null ? null : new Date(pausedUntil),
        hosts: hosts(),
        notifications: wishes.notifications(),
        startsAtLogin: wishes.startsAtLogin(),
        managed: managedBy(policy()),
      },
      locale(),
    );
  }

  const onClick = createClicks({
    actions,
    wishes,
    monitor: () => watched,
    choices: () => snippetChoices(known()?.findings ?? [], locale()),
    tell,
    redraw,
    exit: () => over.abort(),
  });

  /** Mistakes in a changed file are told, and the settings stay as they were. */
  async function rereadSettings(): Promise<void> {
    const rereading = await inForce.reread();
    if (rereading.kind === 'same') return;
    if (rereading.kind === 'applied') {
      for (const problem of inForce.now().problems) warn(problem);
      if (!inTerminal) void wishes.settleLogin();
    }
    const { notification } = locale();
    const refused = rereading.kind === 'refused';
    log(refused ? 'warn' : 'info', refused ? rereading.problem : 'settings: applied');
    tell('settings', refused ? notification.settingsRefused(rereading.problem) : notification.settingsApplied);
  }

  async function record(event: Event | null): Promise<void> {
    const reason = event === null ? null : await writeEvent(event.type, event.id, event.text);
    if (reason !== null) warn(`event log: ${reason}`);
  }

  const tray = startTray({ helper: shippedHelper(), iconFolder, menu: menu(), onClick, onLog: warn });
  void tray.started.then((start) => {
    if (start.shown) return wishes.settleLogin();
    if (signal.aborted) return;
    inTerminal = true;
    print(`${locale().page.noTray(start.reason)}\n`);
    if (result !== null) print(renderLine(result, locale()));
  });
  const stopAfter = (error: unknown) => {
    log('error', `uncaught: ${error instanceof Error ? error.stack : String(error)}`);
    void tray.stop().finally(() => process.exit(1));
  };
  process.once('uncaughtException', stopAfter);
  // node-notifier leaves promises without a catch; a notification that cannot be shown must not end the monitoring.
  process.on('unhandledRejection', (reason) => log('error', `unhandled: ${String(reason)}`));

  watched = monitor(
    {
      get intervalMs() {
        return settings().intervalSeconds * 1000;
      },
      async look(depth, lookSignal) {
        await rereadSettings();
        const { roots } = inForce.now();
        return check(settings(), roots, readJournal(stateFolder), depth, locale(), lookSignal);
      },
      onLooking() {
        testing = true;
        redraw();
      },
      onResult(seen, { asked, confirmation }) {
        testing = false;
        keep(seen, settings(), context);
        log('info', `${seen.verdict}: ${seen.findings.map(({ code, host }) => `${code} ${host ?? ''}`).join(', ')}`);
        if (inTerminal) print(renderLine(seen, locale()));
        standing = shown(confirmation, seen, asked);
        // While a change is only suspected, the menu stays with what is believed, as the icon does.
        if (asked || standing === seen.verdict || confirmation.certainty === 'hard') result = seen;
        redraw();
        if (asked) tell('asked', locale().notification.result(seen));
        tellIfDue({
          result: seen,
          confirmation,
          asked,
          muted: !wishes.notifications(),
          expectedIssuer: settings().expectedInspectionIssuer,
        });
        void record(eventOf(confirmation, seen, locale()));
        tidy();
      },
    },
    signal,
    args.switches.has('autostart') ? afterLoginMs(Math.random()) : 0,
  );
  onSecondStart(watched.test);
  watchChanges(watched.changed, signal);
  try {
    await watched.finished;
  } finally {
    await tray.stop();
  }
  return 0;
}
