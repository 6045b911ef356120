/** The report as a command: where it goes, and what is said where it cannot. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { resultOf } from '../../src/app/check.ts';
import { remember } from '../../src/app/journal.ts';
import { sample } from '../present/samples.ts';
import { type Home, makeHome } from '../support/home.ts';
import { run } from '../support/program.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home[Symbol.dispose]());

const { en, fr } = locales;

test('of the last result goes to the state folder, with what was found before', async () => {
  const now = new Date().toISOString();
  remember(home.state, resultOf({ ...sample('clear'), checkedAt: now }, en));
  remember(home.state, resultOf({ ...sample('inspected'), checkedAt: now }, en));
  const { code, stdout, stderr } = await run(home, ['report', '--lang', 'fr']);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${join(home.state, 'report.html')}\n`, stderr: '' });
  const page = readFileSync(join(home.state, 'report.html'), 'utf8');
  expect(page).toContain('<html lang="fr-CA">');
  expect(page).toContain(fr.report.transitions);
});

test('of saved evidence goes where it is told, without this computer’s past', async () => {
  remember(home.state, resultOf({ ...sample('clear'), checkedAt: new Date().toISOString() }, en));
  const evidence = home.write('evidence.json', sample('inspected'));
  const { code, stdout } = await run(home, ['report', '--replay', evidence, '--out', 'out/report.html']);
  const file = join(home.folder, 'out/report.html');
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${file}\n` });
  const page = readFileSync(file, 'utf8');
  expect(page).toContain('Fortinet');
  expect(page).toContain(en.report.noHistory);
  expect(existsSync(join(home.state, 'report.html'))).toBe(false);
});

test('of nothing is said to be of nothing', async () => {
  const { code, stdout, stderr } = await run(home, ['report']);
  expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: `connection-check: ${en.page.noResult}\n` });
});

test('that cannot be written names the file, on one line', async () => {
  home.write('taken', 'a file where a folder belongs');
  const evidence = home.write('evidence.json', sample('clear'));
  const { code, stdout, stderr } = await run(home, ['report', '--replay', evidence, '--out', 'taken/report.html']);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/^connection-check: The file “[^”]*taken\/report\.html” can’t be written[^\n]*\n$/);
});
