#!/usr/bin/env node
import { config } from 'zod';
import program from '../package.json' with { type: 'json' };
/** Reads argv and the environment, and hands over to the command. Commands are loaded when they run, and no other. */
import { localeFor, locales } from './advice/languages.ts';
import type { Locale } from './advice/locale.ts';
import { type Arguments, choice, languageOf, readArguments } from './app/arguments.ts';
import type { Command, Context } from './app/context.ts';
import { couldNotRun } from './app/exit.ts';
import { Problem } from './app/problem.ts';
import type { Decided } from './app/settings.ts';
import type { Language, Settings } from './model/settings.ts';

// A schema that reads one file takes longer to compile than to interpret.
config({ jitless: true });

const commands: { readonly [Name in Arguments['command']]: () => Promise<{ readonly run: Command }> } = {
  tray: () => import('./command/tray.ts'),
  check: () => import('./command/check.ts'),
  watch: () => import('./command/watch.ts'),
  status: () => import('./command/status.ts'),
  allowlist: () => import('./command/allowlist.ts'),
  report: () => import('./command/report.ts'),
  bundle: () => import('./command/bundle.ts'),
  explain: () => import('./command/explain.ts'),
};

/** What a shell says of a program that ended by a signal: 128 and its number. */
const signals = { SIGINT: 130, SIGTERM: 143 } as const;

async function main(words: readonly string[]): Promise<number> {
  const spoken = languageOf(words, process.env);
  const locale = locales[spoken];
  try {
    requireNode(locale.problem.oldNode);
    const args = readArguments(words, locale);
    const language = choice(args, 'lang', Object.keys(locales) as Language[], locale);
    if (args.switches.has('version')) return print(`connection-check ${program.version}\n`);
    if (args.switches.has('help'))
      return print(`${args.command === 'tray' ? locale.help.main : locale.help.command[args.command]}\n`);
    return await runCommand(args, language ?? spoken, language !== null);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    warn(error.message);
    return couldNotRun;
  }
}

async function runCommand(args: Arguments, spoken: Language, chosen: boolean): Promise<number> {
  const { stateFolder } = await import('./platform/folders.ts');
  let reading: Promise<Decided> | null = null;
  const decided = () => {
    reading ??= import('./app/settings.ts').then(({ readDecided }) => readDecided(args, locales[spoken]));
    return reading;
  };
  const interruption = new AbortController();
  let code: number | null = null;
  for (const [name, number] of Object.entries(signals)) {
    process.once(name, () => {
      code = number;
      interruption.abort();
    });
  }
  const context: Context = {
    args,
    locale: findsItsWords(args) ? locales[spoken] : await readerOf(decided, spoken, chosen),
    settings: () => settingsOf(decided),
    decided,
    stateFolder: stateFolder(),
    signal: interruption.signal,
    print,
    remark: (text) => process.stderr.write(`\n${text}\n`),
    warn,
  };
  const { run } = await commands[args.command]();
  try {
    const result = await run(context);
    return code === null || args.command === 'tray' || args.command === 'watch' ? result : code;
  } catch (error) {
    if (code !== null) return code;
    throw error;
  }
}

/**
 * Monitoring asks for the status often, and in JSON its words are those that were stored: it does not wait for settings and
 * policies, which on Windows are asked of other programs.
 */
function findsItsWords({ command, switches }: Arguments): boolean {
  return command === 'status' && switches.has('json');
}

/** Whom the words are for; a broken file is complained about by whoever needs it. */
async function readerOf(decided: Context['decided'], spoken: Language, chosen: boolean): Promise<Locale> {
  try {
    const { language, itContact } = (await decided()).settings;
    return localeFor(chosen || language === 'system' ? spoken : language, itContact);
  } catch {
    return locales[spoken];
  }
}

async function settingsOf(decided: Context['decided']): Promise<Settings> {
  const { settings, problems } = await decided();
  for (const problem of problems) warn(problem);
  return settings;
}

function requireNode(words: (version: string, needed: string) => string): void {
  const needed = program.engines.node.replace('>=', '');
  if (rank(process.versions.node) < rank(needed)) throw new Problem(words(process.versions.node, needed));
}

/** Higher for a later version. Comparing as text, by numbers, would load ICU's collation: 10 ms of every start. */
function rank(version: string): number {
  return version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function warn(line: string): void {
  process.stderr.write(`connection-check: ${line}\n`);
}

/**
 * Node cannot end while getaddrinfo runs, and glibc waits 5 s twice for each resolver: as long as our own queries is enough
 * (resolv.conf(5), RES_OPTIONS). Whoever has set it knows better.
 */
process.env.RES_OPTIONS ??= 'timeout:2 attempts:2';

/** A reader that has seen enough (`| head`) is no fault of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : couldNotRun));

main(process.argv.slice(2)).then(
  (code) => process.stdout.write('', () => process.exit(code)),
  (error: unknown) => {
    process.stderr.write(`connection-check: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(couldNotRun);
  },
);
