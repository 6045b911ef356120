import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { advise } from '../../src/advice/advise.ts';
import { locales } from '../../src/advice/languages.ts';
import { Verdict } from '../../src/model/finding.ts';
import { steps } from '../../src/present/report/findings.ts';
import { transitionsIn, worstOf } from '../../src/present/report/history.ts';
import { html } from '../../src/present/report/html.ts';
import { sprite } from '../../src/present/report/icon.ts';
import { renderReport } from '../../src/present/report/page.ts';
import { ticks } from '../../src/present/report/waterfall.ts';
import { findings } from '../advice/samples.ts';
import { hostile, inputOf, sample, samples, spoil } from './samples.ts';

const { en, fr } = locales;
const page = (name: string, locale = en) => renderReport(inputOf(sample(name), locale));
const attributes = (markup: string, name: string) =>
  [...markup.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
/** Markup as a reader sees it. */
const textOf = (markup: string) =>
  markup
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('markup', () => {
  it('is what stands in a template; what is put in is text', () => {
    const name = '<b onclick="x">\'&\'</b>';
    expect(html`<i title="${name}">${name}</i>`.toString()).toBe(
      '<i title="&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;">&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;</i>',
    );
  });

  it('composes, and leaves out what is null', () => {
    expect(html`<p>${[html`<b>1</b>`, '<', 2, null]}${null}</p>`.toString()).toBe('<p><b>1</b>&lt;2</p>');
  });

  it('shows marks that reorder or hide text, and keeps line breaks', () => {
    expect(html`${'a\u202eb\u0000\u200b\n\tc\ud800'}`.toString()).toBe('a[U+202E]b[U+0000][U+200B]\n\tc\ufffd');
  });

  it('is made of nothing that only looks like a fragment', () => {
    const forged = { toString: () => '<script>' } as unknown as string;
    expect(() => html`${forged}`).toThrow(TypeError);
  });
});

describe.each([en, fr])('the report in $tag', (locale) => {
  it.each(samples)('of %s says the verdict, the findings and what to paste', (name) => {
    const input = inputOf(sample(name), locale);
    const text = textOf(renderReport(input));
    expect(text).toContain(locale.headline(input.result));
    for (const { title, meaning, severity, certainty } of advise(input.result, locale))
      for (const wanted of [title, meaning, locale.severity[severity], locale.certainty[certainty]])
        expect(text).toContain(wanted);
    expect(input.snippets.length).toBeGreaterThan(2);
    for (const snippet of input.snippets) expect(text).toContain(snippet.text);
    expect(text).not.toMatch(/undefined|\[object|NaN|Infinity|Invalid Date/);
  });

  it.each(samples)('of %s links every claim to what was seen', (name) => {
    const input = inputOf(sample(name), locale);
    const markup = renderReport(input);
    const ids = attributes(markup, 'id');
    const links = attributes(markup, 'href');
    expect(ids.length).toBe(new Set(ids).size);
    expect(links.filter((link) => !link.startsWith('#') || !ids.includes(link.slice(1)))).toEqual([]);
    const claims = input.result.findings.flatMap(({ because }) => because);
    expect(links.filter((link) => link.startsWith('#seen-'))).toHaveLength(claims.length);
  });

  it('cuts every remedy where another person is spoken to, and loses nothing', () => {
    for (const { remedy } of advise({ verdict: 'failing', hosts: [], findings }, locale)) {
      const cut = steps(remedy, locale.report.actors);
      expect(cut.map(({ actor, deed }) => (actor === null ? deed : `${actor} ${deed}`)).join(' ')).toBe(remedy);
      expect(cut[0]?.actor).not.toBeNull();
    }
  });
});

describe('the report', () => {
  it('speaks the language that is asked for, not the one that the result was stored in', () => {
    const stored = inputOf(sample('inspected'), en);
    const text = textOf(renderReport({ ...stored, locale: fr }));
    for (const { meaning } of stored.result.findings) expect(text).not.toContain(meaning);
  });

  it('lets nothing run and nothing be fetched but its own style and script', () => {
    const markup = page('inspected');
    const digest = (tag: string) => {
      const [, content = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(markup) ?? [];
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    };
    const [policy = ''] = attributes(markup, 'content');
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src ${digest('style')}; script-src ${digest('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(markup.match(/\s(src|srcset|action|style|on\w+)=/g)).toBeNull();
    expect(markup).not.toMatch(/@import|url\((?!#)/);
  });

  it.each(samples)('keeps hostile text in %s text', (name) => {
    const markup = renderReport(inputOf(spoil(sample(name)), en));
    expect(hostile.slice(0, 4).filter((text) => markup.includes(text))).toEqual([]);
    expect(markup.match(/<script/g)).toHaveLength(1);
    expect(markup.match(/<img|(?!\n)[\p{Cc}\p{Cf}]/u)).toBeNull();
    expect(attributes(markup, 'href').filter((link) => !link.startsWith('#'))).toEqual([]);
  });

  it('shows no page and no query', () => {
    const evidence = sample('login');
    const location = 'http://block.example/why?user=alice';
    const observations = evidence.observations.map((seen) =>
      seen.kind === 'http' ? { ...seen, body: '<h1>For Alice</h1>', url: location, headers: { location } } : seen,
    );
    const markup = renderReport(inputOf({ ...evidence, observations }, en));
    expect(markup).toContain('http://block.example/why?…');
    expect(markup).not.toMatch(/alice/i);
  });

  it('names no computer where it must not', () => {
    const input = inputOf(sample('clear'), en);
    expect(renderReport(input)).toContain('RECEPTION-PC');
    expect(renderReport({ ...input, computer: null, snippets: [] })).not.toContain('RECEPTION-PC');
  });

  it('shows the roots that accepted, and those that did not', () => {
    const text = textOf(page('warned'));
    expect(text).toContain(`${en.report.fact.publicRoots}rejected: issued by an unknown authority`);
    expect(text).toContain(`${en.report.fact.systemRoots}accepted`);
  });

  it('asks for what is needed first: an exemption where the product inspects', () => {
    const [first] = inputOf(sample('inspected'), en).snippets;
    expect(first?.format.product).toContain('Fortinet');
    expect(first?.serves).toContain('tls-exempt');
  });

  it('stays a page that a browser opens, however much a file claims', () => {
    const evidence = sample('clear');
    const [seen] = evidence.observations;
    if (seen === undefined) throw new Error('the sample is empty');
    const observations = Array.from({ length: 5_000 }, (_, index) => ({ ...seen, id: `dns-${index}` }));
    const markup = renderReport(inputOf({ ...evidence, observations }, en));
    expect(markup.length).toBeLessThan(1_000_000);
    expect(textOf(markup)).toContain(en.report.truncated(4_600));
  });

  it('draws the verdicts as the icons do', () => {
    const shape = (markup: string) => markup.match(/<(path|rect|circle)[^>]*>/g);
    for (const name of Verdict.options) {
      const asset = readFileSync(join(import.meta.dirname, `../../assets/icons/${name}.svg`), 'utf8');
      const [, symbol = ''] =
        new RegExp(`<symbol id="${name}"[^>]*>([\\s\\S]*?)</symbol>`).exec(sprite.toString()) ?? [];
      expect(shape(symbol), name).toEqual(shape(asset));
    }
  });
});

describe('a strip of marks', () => {
  const at = (hour: number, verdict: Verdict) => ({ at: hour * 3_600_000, verdict });

  it('shows the worst of each stretch, and where nothing was checked', () => {
    const moments = [at(0.5, 'clear'), at(0.6, 'failing'), at(0.7, 'impaired'), at(2.5, 'clear'), at(3, 'offline')];
    expect(worstOf(moments, { now: 4 * 3_600_000, count: 4, cellMs: 3_600_000 })).toEqual([
      'failing',
      null,
      'offline',
      null,
    ]);
  });

  it('lists changes, the newest first', () => {
    const moments = [at(1, 'clear'), at(2, 'clear'), at(3, 'failing'), at(4, 'failing'), at(5, 'clear')];
    expect(transitionsIn(moments)).toEqual([
      { at: 5 * 3_600_000, from: 'failing', to: 'clear' },
      { at: 3 * 3_600_000, from: 'clear', to: 'failing' },
    ]);
  });

  it('lists no change that the next check did not see, and the one of the last check', () => {
    const moments = [at(1, 'clear'), at(2, 'failing'), at(3, 'clear'), at(4, 'clear'), at(5, 'failing')];
    expect(transitionsIn(moments)).toEqual([{ at: 5 * 3_600_000, from: 'clear', to: 'failing' }]);
  });
});

describe('an axis', () => {
  it.each([
    [1, [0, 0.5, 1]],
    [480, [0, 100, 200, 300, 400]],
    [5_020, [0, 2_000, 4_000]],
  ])('of %i ms has few round numbers', (spanMs, expected) => {
    expect(ticks(spanMs)).toEqual(expected);
  });
});
