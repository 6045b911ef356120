// Makes the pictures of the report in the README. Needs what the browser tests need, and imagemagick.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { locales } from '../src/advice/languages.ts';
import { renderReport } from '../src/present/report/page.ts';
import { startBrowser } from '../test/browser/browser.ts';
import { inputOf, sample } from '../test/present/samples.ts';

const docs = join(import.meta.dirname, '../docs');
const browser = await startBrowser();
try {
  for (const colorScheme of ['light', 'dark']) {
    const markup = renderReport(inputOf(sample('warned'), locales.en));
    const { page } = await browser.open(markup, { colorScheme, viewport: { width: 1000, height: 2050 } });
    const file = join(docs, `report-${colorScheme}.png`);
    await page.screenshot({ path: file });
    execFileSync('convert', [file, '-strip', '+dither', '-colors', '64', `png8:${file}`]);
  }
} finally {
  await browser.close();
}
