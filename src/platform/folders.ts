/** Where the settings, the state and the log live. Sources: XDG Base Directory 0.8; Windows "known folders". */
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export function settingsFile(env: Environment = process.env): string {
  return process.platform === 'win32'
    ? join(localAppData(env), 'settings.json')
    : join(xdg(env, 'XDG_CONFIG_HOME', '.config'), 'settings.json');
}

/** The journal, the last result and the log. */
export function stateFolder(env: Environment = process.env): string {
  return process.platform === 'win32' ? localAppData(env) : xdg(env, 'XDG_STATE_HOME', '.local/state');
}

export interface OtherUsers {
  /** The folder in which each user has theirs. It is the system's; what is in the users' own is theirs. */
  readonly profiles: string;
  /** The way from a user's folder to their state. */
  readonly way: readonly string[];
}

/** Where other users' state lies, unless they or their system have it elsewhere. */
export function otherUsers(env: Environment = process.env): OtherUsers {
  return process.platform === 'win32'
    ? { profiles: dirname(env.PUBLIC ?? 'C:\\Users\\Public'), way: ['AppData', 'Local', 'Connection Check'] }
    : { profiles: '/home', way: ['.local', 'state', 'connection-check'] };
}

function localAppData({ LOCALAPPDATA }: Environment): string {
  return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Connection Check');
}

/** A relative path in these variables must be ignored. */
function xdg(env: Environment, name: string, byDefault: string): string {
  const value = env[name];
  const base = value !== undefined && isAbsolute(value) ? value : join(homedir(), byDefault);
  return join(base, 'connection-check');
}
