/** Whom the reader turns to, where IT has said so. */
import { expect, test } from 'vitest';
import { localeFor, locales } from '../../src/advice/languages.ts';
import { reportPage } from '../../src/app/reportfile.ts';
import { renderText } from '../../src/present/text.ts';
import { resultFrom } from '../support/result.ts';

const contact = { name: 'Marie <Dupont>', email: 'it@firm.example', url: null };

test.each([
  ['en', 'Your IT: Marie', 'Marie &lt;Dupont&gt;, it@firm.example'],
  ['fr', 'Votre service TI\u00a0: Marie', 'Marie &lt;Dupont&gt;, it@firm.example'],
] as const)('%s: is named where there is something for IT to do, and nowhere else', (tag, line, markup) => {
  const locale = localeFor(tag, contact);
  expect(renderText(resultFrom('failing'), locale)).toContain(line);
  expect(renderText(resultFrom('clear'), locale)).not.toContain('Marie');
  expect(renderText(resultFrom('failing'), locales[tag])).not.toContain('Marie');
  const page = (world: 'failing' | 'clear') => reportPage(resultFrom(world), [], locale, 'PC');
  expect(page('failing')).toContain(markup);
  expect(page('clear')).not.toContain('Marie');
});
