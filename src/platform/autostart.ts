/**
 * Start at login: a file in the user's autostart folder (Desktop Application Autostart Specification 0.5), on Windows a
 * value of the user's Run key, which Settings > Apps > Startup shows and can turn off, or of the computer's, where the
 * program was installed for all users.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { parseRegistryKey, type RegistryKey } from './registry.ts';

export interface Autostart {
  /** Whether the next login starts the program, as far as the system lets us know. Never rejects. */
  readonly isOn: () => Promise<boolean>;
  /**
   * Whether the person has turned it off. What starts the program for all users may not know of that, and start it
   * nevertheless. Never rejects.
   */
  readonly isTurnedOff: () => Promise<boolean>;
  /** Rejects with the reason why it could not be turned on. */
  readonly turnOn: (command: readonly string[]) => Promise<void>;
  readonly turnOff: () => Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** null where the system has no such place that we know. */
export function autostart(env: Environment = process.env): Autostart | null {
  if (process.platform === 'win32') {
    return runKey(join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe'));
  }
  if (process.platform !== 'linux') return null;
  const config = env.XDG_CONFIG_HOME;
  const folder = config !== undefined && isAbsolute(config) ? config : join(env.HOME ?? homedir(), '.config');
  return desktopEntry(join(folder, 'autostart', 'connection-check.desktop'));
}

export function desktopEntry(file: string): Autostart {
  return {
    async isOn() {
      try {
        // Desktops turn an entry off by one of these lines, in place of removing the file.
        return !/^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(readFileSync(file, 'utf8'));
      } catch {
        return false;
      }
    },
    // Desktops look into the user's folder before that of all users.
    isTurnedOff: async () => false,
    async turnOn(command) {
      const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Connection Check', `Exec=${execLine(command)}`];
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, `${[...lines, 'Terminal=false', 'StartupNotify=false'].join('\n')}\n`);
    },
    async turnOff() {
      rmSync(file, { force: true });
    },
  };
}

/** Quoted by the Desktop Entry Specification 1.5, "The Exec key", and then escaped as any of its strings. */
function execLine(command: readonly string[]): string {
  if (command.some((word) => /\p{Cc}/u.test(word)))
    throw new Error('the path of the program holds a control character');
  return command
    .map((word) => `"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`)
    .join(' ')
    .replaceAll('\\', '\\\\');
}

const valueName = 'Connection Check';
const run = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
/**
 * For the entries of the same hive: what is turned off in HKCU, Windows still starts for HKLM
 * (github.com/laurentiu021/SystemManager, pull request 1430).
 */
const approved = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';
const turnedOff = '030000000000000000000000';
/** learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys */
const longestCommand = 260;
/** reg.exe answers in 20 ms; security software that looks at every new process may take a hundred times that. */
const registryMs = 5_000;

/** @param reg the absolute path of reg.exe: a program of that name in the current directory must not be started */
export function runKey(reg: string): Autostart {
  const isListed = async (hive: string) => (await query(reg, `${hive}\\${run}`)).has(valueName.toLowerCase());
  const isMarked = async (hive: string) => marksOff(await query(reg, `${hive}\\${approved}`));
  const isOnForAll = async () => (await isListed('HKLM')) && !(await isMarked('HKLM'));
  return {
    async isOn() {
      const [own, forAll, off] = await Promise.all([isListed('HKCU'), isOnForAll(), isMarked('HKCU')]);
      return (own || forAll) && !off;
    },
    isTurnedOff: () => isMarked('HKCU'),
    async turnOn(command) {
      const line = command.map((word) => (/[\s"]/.test(word) ? `"${word}"` : word)).join(' ');
      if (line.length > longestCommand) throw new Error(`the command is longer than ${longestCommand} characters`);
      if (!(await isOnForAll())) {
        await call(reg, 'add', `HKCU\\${run}`, '/v', valueName, '/t', 'REG_SZ', '/d', line, '/f');
      }
      if (await isMarked('HKCU')) await call(reg, 'delete', `HKCU\\${approved}`, '/v', valueName, '/f');
    },
    async turnOff() {
      if (await isListed('HKCU')) await call(reg, 'delete', `HKCU\\${run}`, '/v', valueName, '/f');
      // Kept for when it is installed for all users, now or later.
      await call(reg, 'add', `HKCU\\${approved}`, '/v', valueName, '/t', 'REG_BINARY', '/d', turnedOff, '/f');
    },
  };
}

/**
 * Twelve bytes: a state, odd where the entry was turned off (github.com/crystalidea/uninstall-tool, issue 180), and the time
 * at which that was, zero while it is on (github.com/zzzgydi/auto-launch, pull request 8).
 */
function marksOff(approvals: RegistryKey): boolean {
  const value = approvals.get(valueName.toLowerCase());
  return Buffer.isBuffer(value) && (((value[0] ?? 0) & 1) === 1 || value.subarray(4).some((byte) => byte !== 0));
}

async function query(reg: string, key: string): Promise<RegistryKey> {
  return parseRegistryKey(await call(reg, 'query', key).catch(() => ''));
}

function call(reg: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: registryMs, windowsHide: true, encoding: 'latin1', maxBuffer: 1_048_576 } as const;
    execFile(reg, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr.trim() || error.message));
    });
  });
}
