/** The report as a browser shows it. Code that runs in the page is passed as text, since these tests know no DOM. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { renderReport } from '../../src/present/report/page.ts';
import { hostile, inputOf, sample, samples, spoil } from '../present/samples.ts';
import { makeHome } from '../support/home.ts';
import { type Browser, type Opened, startBrowser } from './browser.ts';
import { pdfinfo } from './requirements.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const languages = Object.values(locales);
const openAll = `document.querySelectorAll('details').forEach((each) => { each.open = true; })`;

let browser: Browser;
let opened: Opened | null = null;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await opened?.page.context().close();
  opened = null;
});

const markupOf = (name: string, locale = locales.en) => renderReport(inputOf(sample(name), locale));
async function open(...given: Parameters<Browser['open']>): Promise<Opened> {
  opened = await browser.open(...given);
  return opened;
}

describe.each(languages)('in $tag', (locale) => {
  it.each(samples)('%s asks for nothing, has nothing to complain about, and fits every screen', async (name) => {
    const { page, requests, complaints } = await open(markupOf(name, locale));
    for (const width of [320, 400, 768, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${width} px`).toBeLessThanOrEqual(width);
    }
    await page.evaluate(openAll);
    await page.mouse.wheel(0, 100_000);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(samples)('%s fits two sheets of either size', async (name) => {
    using home = makeHome();
    const { page } = await open(markupOf(name, locale));
    for (const format of ['A4', 'Letter']) {
      const file = join(home.folder, 'report.pdf');
      writeFileSync(file, await page.pdf({ format }));
      const [, pages] = /^Pages:\s+(\d+)$/m.exec(execFileSync(pdfinfo, [file], { encoding: 'utf8' })) ?? [];
      expect(Number(pages), format).toBeGreaterThan(0);
      expect(Number(pages), format).toBeLessThanOrEqual(2);
    }
  });

  it.each(samples)('%s can be used by everybody, as far as axe can tell', async (name) => {
    const { page } = await open(markupOf(name, locale), { colorScheme: 'light', script: axe });
    await page.evaluate(openAll);
    const violations = (rules: string) =>
      page.evaluate(
        `axe.run(${rules}).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).slice(0, 3).join(' ')))`,
      );
    expect(await violations('{}')).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    // Nothing but the colours differs.
    expect(await violations(`{ runOnly: ['color-contrast'] }`)).toEqual([]);
  });

  it('is reachable by keyboard: every link, button and fold', async () => {
    const { page } = await open(markupOf('inspected', locale));
    const all = `[...document.querySelectorAll('a, button, summary, pre, .scroll')].filter((each) => each.checkVisibility())`;
    const wanted = await page.evaluate<number>(`${all}.length`);
    expect(wanted).toBeGreaterThan(10);
    await page.evaluate(
      `globalThis.reached = new Set(); document.addEventListener('focusin', ({ target }) => reached.add(target))`,
    );
    for (let step = 0; step < wanted + 5; step++) await page.keyboard.press('Tab');
    expect(await page.evaluate(`${all}.filter((each) => !reached.has(each)).map((each) => each.outerHTML)`)).toEqual(
      [],
    );
  });

  it('copies exactly the snippet, or how to undo it, and says so', async () => {
    const input = inputOf(sample('inspected'), locale);
    const { page } = await open(renderReport(input), { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.evaluate(openAll);
    const buttons = page.locator('button[data-copies]');
    // A letter asks for something, and so has nothing to undo.
    const texts = input.snippets.flatMap(({ format, text, undo }) => [
      { id: `snippet-${format.id}`, text },
      ...(undo === null || format.kind === 'text' ? [] : [{ id: `snippet-${format.id}-undo`, text: undo }]),
    ]);
    expect(texts.length).toBeGreaterThan(input.snippets.length);
    expect(await buttons.count()).toBe(texts.length);
    for (const { id, text } of texts) {
      const button = page.locator(`button[data-copies="${id}"]`);
      await button.click();
      await page.locator('#said', { hasText: locale.report.copied }).waitFor({ state: 'attached' });
      expect(await button.textContent()).toBe(locale.report.copied);
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(text);
      await page.evaluate(`document.getElementById('said').textContent = ''`);
    }
  });

  it('can be read, unfolded and followed without a script', async () => {
    const input = inputOf(sample('inspected'), locale);
    const { page } = await open(renderReport(input), { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toBe(locale.headline(input.result));
    expect(await page.locator('button:visible').count()).toBe(0);
    const table = page.locator('.evidence table').first();
    expect(await table.isVisible()).toBe(false);
    await page.locator('.evidence > summary').first().click();
    expect(await table.isVisible()).toBe(true);
    await page.locator('.because a').first().click();
    expect(page.url()).toContain('#seen-');
  });
});

it('opens the evidence that a finding links to', async () => {
  const { page } = await open(markupOf('inspected'));
  const link = page.locator('.because a').first();
  await link.click();
  const row = page.locator(`id=${(await link.getAttribute('href'))?.slice(1)}`);
  await row.waitFor({ state: 'visible' });
  expect(await row.locator('th').textContent()).toBe(await link.textContent());
});

it('selects the snippet where it may not copy', async () => {
  const input = inputOf(sample('inspected'), locales.en);
  const { page } = await open(renderReport(input), {});
  await page.evaluate(`navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))`);
  const [first] = input.snippets;
  await page.locator(`button[data-copies="snippet-${first?.format.id}"]`).click();
  await page.locator('#said', { hasText: locales.en.report.copyFailed }).waitFor({ state: 'attached' });
  expect(await page.evaluate('getSelection().toString()')).toBe(first?.text);
});

it.each(samples)('hostile evidence in %s stays text', async (name) => {
  const clean = await browser.open(markupOf(name));
  const count = `Object.entries(Object.groupBy(document.querySelectorAll('script, style, img, iframe, a, button, input, object, meta, link, [onmouseover], [onfocus], [autofocus]'), ({ tagName }) => tagName)).map(([tag, { length }]) => tag + ' ' + length)`;
  const expected = await clean.page.evaluate(count);
  await clean.page.context().close();
  // The same claims and snippets, so that only the text differs.
  const input = inputOf(sample(name), locales.en);
  const markup = renderReport({ ...input, result: { ...input.result, evidence: spoil(input.result.evidence) } });
  const { page, requests, complaints } = await open(markup);
  await page.evaluate(openAll);
  for (const link of await page.locator('a').all()) await link.hover();
  expect(await page.evaluate(count)).toEqual(expected);
  expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
  expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  const text = await page.evaluate<string>('document.body.textContent');
  const shown = hostile.filter((each) => text.includes(each));
  // All but the one whose marks are shown by name.
  expect(shown).toHaveLength(hostile.length - 1);
  expect(text).toContain('[U+202E]gnp.exe');
});

it('hostile words in findings and hosts stay text', async () => {
  const input = inputOf(sample('login'), locales.en);
  const [markupText = ''] = hostile;
  const findings = input.result.findings.map((finding) => ({ ...finding, host: markupText, product: markupText }));
  const hosts = input.result.hosts.map((host) => ({ ...host, host: markupText }));
  const { page, complaints } = await open(renderReport({ ...input, result: { ...input.result, findings, hosts } }));
  expect(await page.locator('script').count()).toBe(1);
  expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
  expect(await page.locator('.finding').first().textContent()).toContain(markupText);
  expect(complaints).toEqual([]);
});
