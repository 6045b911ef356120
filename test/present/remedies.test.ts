import { expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { resultOf } from '../../src/app/check.ts';
import { withRemediesOnce } from '../../src/present/remedies.ts';
import { renderReport } from '../../src/present/report/page.ts';
import { renderText } from '../../src/present/text.ts';
import { inputOf, sample } from './samples.ts';

test.each(['en', 'fr'] as const)('what to do is said once where it is the same for both hosts: %s', (tag) => {
  const locale = locales[tag];
  const evidence = sample('sinkholed');
  const { findings } = resultOf(evidence, locale);
  const [one, other] = findings.filter(({ code }) => code === 'dns-blocked');
  expect(one?.remedy).toBe(other?.remedy);
  for (const page of [renderText(resultOf(evidence, locale), locale), renderReport(inputOf(evidence, locale))])
    expect(page.split(locale.page.asAlready)).toHaveLength(2);
});

test('what to do is said of every finding where it differs', () => {
  const words = (remedy: string) => ({ title: '', meaning: '', remedy });
  const told = withRemediesOnce(['one', 'other', 'one'].map(words), locales.en);
  expect(told.map(({ remedy }) => remedy)).toEqual(['one', 'other', 'As already said.']);
});
