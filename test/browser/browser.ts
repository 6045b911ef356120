/** Debian's Chromium, without a screen, and the pages that it is shown. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core';
import { chromium } from './requirements.ts';

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Opened {
  readonly page: Page;
  /** What the page asked for besides itself, and what the browser complained about. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

export interface Browser {
  /** Opens a document as a file, in a session of its own. */
  readonly open: (markup: string, options?: BrowserContextOptions & { readonly script?: string }) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'connection-check-browser-'));
  // Playwright gives every start a user data directory of its own and removes it.
  const browser = await driver.launch({ executablePath: chromium, headless: true, args: switches });
  let opened = 0;
  return {
    async open(markup, { script, ...options } = {}) {
      const file = join(folder, `${++opened}.html`);
      writeFileSync(file, markup);
      const url = pathToFileURL(file).href;
      const context = await browser.newContext(options);
      if (script !== undefined) await context.addInitScript({ path: script });
      const page = await context.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => {
        if (request.url() !== url) requests.push(request.url());
      });
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
      await page.goto(url);
      return { page, requests, complaints };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
