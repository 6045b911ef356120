/** What a click in the menu does. */
import program from '../../package.json' with { type: 'json' };
import type { Message } from '../advice/tray.ts';
import type { Actions } from '../app/actions.ts';
import { logFile } from '../app/log.ts';
import type { Monitor } from '../app/monitor.ts';
import type { Wishes } from '../app/wishes.ts';
import type { SnippetChoice } from '../tray/choices.ts';
import { type Action, readClick } from '../tray/menu.ts';

export interface Reach {
  readonly actions: Actions;
  readonly wishes: Wishes;
  /** null while the program is starting. */
  readonly monitor: () => Monitor | null;
  /** As the menu shows them now. */
  readonly choices: () => readonly SnippetChoice[];
  readonly tell: (kind: string, message: Message) => void;
  readonly redraw: () => void;
  readonly exit: () => void;
}

const pauseMs = 60 * 60_000;

/** Makes the function that is given the key of a clicked item. */
export function createClicks({ actions, wishes, monitor, choices, tell, redraw, exit }: Reach): (key: string) => void {
  const words = () => wishes.locale().menu;

  function togglePause(): void {
    const watching = monitor();
    if (watching?.pausedUntil() === null) watching.pause(pauseMs);
    else watching?.resume();
    redraw();
  }

  async function toggleLogin(): Promise<void> {
    const reason = await wishes.toggleLogin();
    if (reason !== null) tell('failed', wishes.locale().notification.autostartRefused(reason));
  }

  const act: { readonly [Name in Action]: () => void } = {
    test: () => monitor()?.test(),
    'show-details': () => void actions.showDetails(),
    'copy-plain-text': () => void actions.copySnippet('plain-text', words().copyPlainText),
    'copy-host-list': () => void actions.copySnippet('plain-hosts', words().copyHostList),
    'list-products': () => void actions.listProducts(),
    'save-report': () => void actions.saveReport(),
    pause: togglePause,
    notifications: wishes.toggleNotifications,
    'start-at-login': () => void toggleLogin(),
    'open-log': () => void actions.show(logFile()),
    help: () => void actions.showGuide(),
    about: () => tell('about', wishes.locale().notification.about(program.version)),
    exit,
  };

  return (key) => {
    const click = readClick(key);
    if (click.kind === 'action') act[click.action]();
    else if (click.kind === 'language') wishes.speak(click.language);
    else {
      const choice = choices()[click.place];
      if (choice !== undefined) void actions.copySnippet(choice.id, choice.title);
    }
  };
}
