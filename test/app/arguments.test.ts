import { describe, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { choice, languageOf, readArguments, systemLanguage } from '../../src/app/arguments.ts';
import { Problem } from '../../src/app/problem.ts';

const { en, fr } = locales;

describe('one line names the word and the way out', () => {
  test.each<[string, string]>([
    ['frobnicate', 'Unknown command “frobnicate”'],
    ['Check', 'Unknown command “Check”'],
    ['--frobnicate', 'Unknown option “--frobnicate”'],
    ['check --frobnicate', 'Unknown option “--frobnicate”'],
    ['check -j', 'Unknown option “-j”'],
    ['watch --replay x', 'Unknown option “--replay”'],
    ['check --replay', 'The option --replay needs a value'],
    ['check --replay=', 'The option --replay needs a value'],
    ['check --config', 'The option --config needs a value'],
    ['check --json=yes', '“yes” is one argument too many'],
    ['check now', '“now” is one argument too many'],
    ['explain not-tls dns-blocked', '“dns-blocked” is one argument too many'],
    ['check --__proto__', 'Unknown option “--__proto__”'],
    ['check --constructor', 'Unknown option “--constructor”'],
  ])('%s', (line, complaint) => {
    const read = () => readArguments(line.split(' '), en);
    expect(read).toThrow(Problem);
    expect(read).toThrow(complaint);
  });

  test('a word with a line break in it makes no second line', () => {
    expect(() => readArguments(['one\ntwo\u001b[31m'], en)).toThrow(/^[^\n]*one·two·\[31m[^\n]*$/);
  });
});

test('a command, its options and its argument', () => {
  const args = readArguments(['explain', 'not-tls', '--lang', 'fr', '--config=a b'], en);
  expect(args).toEqual({
    command: 'explain',
    argument: 'not-tls',
    values: { lang: 'fr', config: 'a b' },
    switches: new Set(),
  });
  expect(readArguments([], en).command).toBe('tray');
  expect(readArguments(['--json', 'check'], en).switches).toEqual(new Set(['json']));
});

test.each(['de', '__proto__', 'EN', ' en'])('no language: %j', (lang) => {
  const args = readArguments(['check', '--lang', lang], en);
  expect(() => choice(args, 'lang', ['en', 'fr'], fr)).toThrow(/en, fr/);
});

test('the language: what is asked for, else what the system speaks', () => {
  expect(languageOf(['check', '--lang', 'fr'], { LANG: 'en_US.UTF-8' })).toBe('fr');
  expect(languageOf(['check', '--lang', 'nonsense'], { LANG: 'fr_CA.UTF-8' })).toBe('fr');
  expect(languageOf(['check', '--lang'], { LANG: 'fr_CA.UTF-8' })).toBe('fr');
  expect(systemLanguage({ LC_ALL: 'fr-CA', LANG: 'en_US' })).toBe('fr');
  expect(systemLanguage({ LC_ALL: '', LANG: 'fr_CA.UTF-8' })).toBe('fr');
  expect(systemLanguage({ LANG: 'frp_IT' })).toBe('en');
  expect(systemLanguage({ LANG: 'C' })).toBe('en');
});
