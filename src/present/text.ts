/** The terminal's page. */
import type { Locale } from '../advice/locale.ts';
import { isForIt } from '../advice/summary.ts';
import type { Verdict } from '../model/finding.ts';
import type { Result } from '../model/result.ts';
import { withRemediesOnce } from './remedies.ts';

/** Shapes that stay apart without colour, and in a terminal that knows no more than ASCII's neighbours. */
const marks: { readonly [Name in Verdict]: string } = {
  clear: '✓',
  impaired: '!',
  failing: '✗',
  offline: '–',
  inconclusive: '?',
};

const width = 80;

/** A whole result: the verdict first, then the hosts, then each finding with what to do. */
export function renderText(result: Result, locale: Locale): string {
  const { page } = locale;
  const findings = withRemediesOnce(result.findings, locale).map(
    ({ title, meaning, remedy, severity, certainty, because }) =>
      `${wrap(`${title} (${locale.severity[severity]}; ${locale.certainty[certainty]})`, '')}
${wrap(meaning, '  ')}
${wrap(page.whatToDo(remedy), '  ')}
${wrap(page.because(because), '  ')}`,
  );
  const contact = locale.itContact === null ? [] : [page.yourIt(locale.itContact)];
  const hint = isForIt(result) ? [[...contact, page.allowlistHint].join('\n')] : [];
  const hosts = result.hosts.map((host) => `  ${marks[host.verdict]} ${locale.hostLine(host)}`);
  return `${[
    `${wrap(`${marks[result.verdict]} ${locale.headline(result)}`, '')}\n${hosts.join('\n')}`,
    ...findings,
    ...hint,
    page.checkedAt(localTime(result.checkedAt)),
  ].join('\n\n')}\n`;
}

/** One result in one line, for `watch`. */
export function renderLine(result: Result, locale: Locale): string {
  return `${localTime(result.checkedAt)}  ${marks[result.verdict]} ${locale.headline(result)}\n`;
}

function localTime(iso: string): string {
  const time = new Date(iso);
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** Breaks at ordinary spaces only: French no-break spaces hold. */
export function wrap(text: string, indent: string): string {
  return text
    .split('\n')
    .map((paragraph) => {
      const lines = [''];
      for (const word of paragraph.split(' ')) {
        const line = lines.at(-1) ?? '';
        if (line !== '' && indent.length + line.length + 1 + word.length > width) lines.push(word);
        else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
      }
      return lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
    })
    .join('\n');
}
