/** What the person wants, where they have said so, and what the settings say where they have not. */
import { join, resolve } from 'node:path';
import { isSea } from 'node:sea';
import { localeFor } from '../advice/languages.ts';
import type { Locale } from '../advice/locale.ts';
import { Language, type Settings } from '../model/settings.ts';
import type { Autostart } from '../platform/autostart.ts';
import { programFolder } from '../platform/desktop.ts';
import { isUp, type Policy } from '../platform/policy.ts';
import { type Arguments, systemLanguage } from './arguments.ts';
import { type Preferences, readPreferences, writePreferences } from './preferences.ts';

export interface Surroundings {
  readonly args: Arguments;
  readonly stateFolder: string;
  readonly settings: () => Settings;
  readonly policy: () => Policy;
  /** null where this system has no such place. */
  readonly login: Autostart | null;
  readonly onChange: () => void;
  readonly onLog: (message: string) => void;
}

export interface Wishes {
  readonly locale: () => Locale;
  readonly notifications: () => boolean;
  readonly startsAtLogin: () => boolean;
  readonly toggleNotifications: () => void;
  readonly speak: (language: Language) => void;
  /** Gives the reason why it is as it was; null where it was done. */
  readonly toggleLogin: () => Promise<string | null>;
  /** At the first run, decides to start at login; at every run, does what IT has decided. Never rejects. */
  readonly settleLogin: () => Promise<void>;
}

export function createWishes({ args, stateFolder, settings, policy, login, onChange, onLog }: Surroundings): Wishes {
  let preferences = readPreferences(stateFolder);
  /** On the command line: for this run, or until the menu says otherwise. */
  let spoken = Language.safeParse(args.values.lang).data ?? null;
  let startsAtLogin = false;

  /** False where the choice will be forgotten at the end of this run. */
  function choose(changed: Partial<Preferences>): boolean {
    preferences = { ...preferences, ...changed };
    try {
      writePreferences(stateFolder, preferences);
      return true;
    } catch (error) {
      onLog(`preferences: ${(error as Error).message}`);
      return false;
    } finally {
      onChange();
    }
  }

  function notifications(): boolean {
    const chosen = isUp(policy().Notifications) ? preferences.notifications : null;
    return chosen ?? settings().notifications;
  }

  /** Gives the reason why it did not work. */
  async function turnLogin(on: boolean): Promise<string | null> {
    try {
      if (on) await login?.turnOn(ownCommand(args.values.config));
      else await login?.turnOff();
      return null;
    } catch (error) {
      onLog(`start at login: ${(error as Error).message}`);
      return (error as Error).message;
    } finally {
      startsAtLogin = (await login?.isOn()) ?? false;
      onChange();
    }
  }

  return {
    locale() {
      const { language, itContact } = settings();
      const usual = language === 'system' ? systemLanguage(process.env) : language;
      const chosen = policy().Language === null ? preferences.language : null;
      return localeFor(spoken ?? chosen ?? usual, itContact);
    },
    notifications,
    startsAtLogin: () => startsAtLogin,
    toggleNotifications() {
      choose({ notifications: !notifications() });
    },
    speak(language) {
      spoken = null;
      choose({ language });
    },
    toggleLogin() {
      choose({ autostartDecided: true });
      return turnLogin(!startsAtLogin);
    },
    async settleLogin() {
      const { StartAtLogin } = policy();
      startsAtLogin = StartAtLogin !== 'never' && ((await login?.isOn()) ?? false);
      onChange();
      // The start at login ends by itself: nothing is turned off that would stay so after the end of the policy.
      if (StartAtLogin === 'never') return;
      if (StartAtLogin === 'always') {
        if (startsAtLogin) return;
        choose({ autostartImposed: true });
        await turnLogin(true);
        return;
      }
      const { autostartImposed } = preferences;
      if (autostartImposed) choose({ autostartImposed: false });
      // It is turned on only where it is kept that it was: else it would be turned on again after the person had turned
      // it off.
      if (!preferences.autostartDecided && choose({ autostartDecided: true })) await turnLogin(true);
      else if (autostartImposed) await turnLogin(false);
    },
  };
}

/**
 * Whether a start at login is against what was decided: what starts the program for all users asks nobody.
 * Never rejects.
 */
export async function isUnwantedAtLogin({ StartAtLogin }: Policy, login: Autostart | null): Promise<boolean> {
  if (!isUp(StartAtLogin)) return StartAtLogin === 'never';
  return (await login?.isTurnedOff()) ?? false;
}

/** What starts this program again as it was started now. */
function ownCommand(configFile: string | undefined): readonly string[] {
  // The single executable is a console program, which would open a window at login: the one beside it does not.
  const program = isSea()
    ? [join(programFolder(), 'Connection Check.exe')]
    : [process.execPath, resolve(process.argv[1] ?? '')];
  const config = configFile === undefined ? [] : ['--config', resolve(configFile)];
  return [...program, '--autostart', ...config];
}
