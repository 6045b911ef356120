/** Reads the settings file: one clear message for each way in which it can be wrong. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Locale } from '../advice/locale.ts';
import { Settings } from '../model/settings.ts';
import { settingsFile } from '../platform/folders.ts';
import { applyPolicy, type Policy, readPolicy } from '../platform/policy.ts';
import { unusableVariable } from '../platform/proxy.ts';
import type { Arguments } from './arguments.ts';
import { complaints } from './complaints.ts';
import { Problem } from './problem.ts';

export interface Decided {
  /** Those of the file, but for what IT has decided. */
  readonly settings: Settings;
  readonly policy: Policy;
  /** One line for each policy and each proxy that cannot be followed. */
  readonly problems: readonly string[];
}

/**
 * What holds now: the settings of the file that was named or of the default one, and over them the policies of this
 * computer and user. @throws Problem for the file; a policy is only told of
 */
export async function readDecided({ values }: Pick<Arguments, 'values'>, locale: Locale): Promise<Decided> {
  const settings = readSettings(values.config ?? settingsFile(), { required: values.config !== undefined }, locale);
  const { policy, problems } = await readPolicy();
  const decided = applyPolicy(settings, policy);
  // Windows has Internet Options, and no program there asks the environment.
  const asks = decided.proxy === 'system' && decided.proxyAutoconfigUrl === null && process.platform !== 'win32';
  const variable = asks ? unusableVariable() : null;
  const passedOver = variable === null ? [] : [locale.problem.unusableProxy(variable)];
  return { settings: decided, policy, problems: [...problems, ...passedOver] };
}

/**
 * Reads and checks the settings. A file that was named must exist; the default one may be missing.
 * @throws Problem that names the file, the key and the way out.
 */
export function readSettings(file: string, options: { required: boolean }, locale: Locale): Settings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (!options.required && (error as NodeJS.ErrnoException).code === 'ENOENT') return Settings.parse({});
    throw new Problem(locale.problem.unreadable(file, (error as Error).message));
  }
  const settings = parseSettings(text, file, locale);
  // A relative path in a settings file means "beside the settings file".
  return settings.publicRootsFile === null
    ? settings
    : { ...settings, publicRootsFile: resolve(dirname(file), settings.publicRootsFile) };
}

/** @throws Problem */
export function parseSettings(text: string, file: string, locale: Locale): Settings {
  let json: unknown;
  try {
    // Windows editors like to begin a file with a byte order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Problem(locale.problem.notJson(file, (error as Error).message));
  }
  const parsed = Settings.safeParse(json, { error: complaints[locale.tag] });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0]].join('.');
    throw new Problem(locale.problem.unknownSetting(file, key, keysAt(issue.path.map(String))));
  }
  throw new Problem(locale.problem.badSetting(file, path, issue?.message ?? ''));
}

function keysAt(path: readonly string[]): readonly string[] {
  const level = path.reduce<unknown>(
    (object, key) => (object as Record<string, unknown>)[key],
    Settings.parse({}) as unknown,
  );
  return typeof level === 'object' && level !== null ? Object.keys(level) : [];
}
