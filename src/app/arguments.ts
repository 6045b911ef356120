/** Reads the command line: which command, with which options. Whatever it does not know is named, never ignored. */
import { parseArgs } from 'node:util';
import { locales } from '../advice/languages.ts';
import type { Locale } from '../advice/locale.ts';
import type { Language } from '../model/settings.ts';
import { Problem } from './problem.ts';

export const commandNames = ['check', 'watch', 'status', 'allowlist', 'report', 'bundle', 'explain'] as const;
export type CommandName = (typeof commandNames)[number];

/** boolean: a switch; string: takes a value. */
const everywhere = { config: 'string', lang: 'string', help: 'boolean', version: 'boolean' } as const;
const own: { readonly [Name in CommandName | 'tray']: Readonly<Record<string, 'string' | 'boolean'>> } = {
  /** What start at login adds; it is not in the help, since nobody types it. */
  tray: { autostart: 'boolean' },
  check: { json: 'boolean', replay: 'string', 'exit-style': 'string' },
  watch: { json: 'boolean' },
  status: { json: 'boolean', 'exit-style': 'string' },
  allowlist: { list: 'boolean', format: 'string', purpose: 'string' },
  report: { out: 'string', replay: 'string' },
  bundle: { out: 'string', redaction: 'string' },
  explain: {},
};
/** The one argument without a name that a command takes. */
const takesArgument: readonly string[] = ['explain'];

export interface Arguments {
  /** tray: no command was given. */
  readonly command: CommandName | 'tray';
  readonly argument: string | null;
  /** Values of the string options that were given; switches are in `switches`. */
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
}

/** @throws Problem that names the word and the way out */
export function readArguments(words: readonly string[], locale: Locale): Arguments {
  const { tokens } = tokenize(words);
  const { problem } = locale;
  const [first, ...rest] = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  const command = first === undefined ? 'tray' : commandNames.find((name) => name === first);
  if (command === undefined) throw new Problem(problem.unknownCommand(first ?? '', commandNames));
  const known: Readonly<Record<string, 'string' | 'boolean'>> = { ...everywhere, ...own[command] };
  const values: Record<string, string> = {};
  const switches = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const type = token.rawName.startsWith('--') && Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (type === undefined) throw new Problem(problem.unknownOption(token.rawName, command));
    if (type === 'string') {
      // Whoever forgets the value must not have the next option taken for it.
      const swallowed = !token.inlineValue && token.value?.startsWith('-');
      if (!token.value || swallowed) throw new Problem(problem.missingValue(token.rawName));
      values[token.name] = token.value;
    } else {
      if (token.value !== undefined) throw new Problem(problem.unexpectedArgument(token.value, command));
      switches.add(token.name);
    }
  }
  const [argument, surplus] = takesArgument.includes(command) ? [rest[0], rest[1]] : [undefined, rest[0]];
  if (surplus !== undefined) throw new Problem(problem.unexpectedArgument(surplus, command));
  return { command, argument: argument ?? null, values, switches };
}

/** @throws Problem where the value is none of the choices */
export function choice<Value extends string>(
  { values }: Arguments,
  option: string,
  choices: readonly Value[],
  locale: Locale,
): Value | null {
  const value = values[option];
  if (value === undefined) return null;
  const known = choices.find((candidate) => candidate === value);
  if (known === undefined) throw new Problem(locale.problem.badChoice(`--${option}`, value, choices));
  return known;
}

/** The language for everything up to and including a complaint about the command line itself. */
export function languageOf(words: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const asked = tokenize(words).tokens.find((token) => token.kind === 'option' && token.name === 'lang');
  const tag = asked?.kind === 'option' ? asked.value : undefined;
  return isLanguage(tag) ? tag : systemLanguage(env);
}

export function systemLanguage({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): Language {
  const tag = LC_ALL || LC_MESSAGES || LANG || navigator.language;
  return /^fr\b|^fr_/i.test(tag) ? 'fr' : 'en';
}

function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(locales, tag);
}

/** Not strict: the complaints are ours to make, in the reader's language. */
function tokenize(words: readonly string[]) {
  const all = Object.assign({}, everywhere, ...Object.values(own)) as Record<string, 'string' | 'boolean'>;
  const options = Object.fromEntries(Object.entries(all).map(([name, type]) => [name, { type }]));
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
}
