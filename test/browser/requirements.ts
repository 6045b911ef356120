import { existsSync } from 'node:fs';

export const chromium = '/usr/bin/chromium';
export const pdfinfo = '/usr/bin/pdfinfo';

/** What each Debian package brings: the browser, what counts the pages of a PDF, and letters of a known width. */
const packages: Readonly<Record<string, string>> = {
  chromium,
  'poppler-utils': pdfinfo,
  'fonts-dejavu-core': '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
};

/** What the browser tests need and this machine lacks, each with the command that brings it. */
export function missing(): string[] {
  return Object.entries(packages)
    .filter(([, file]) => !existsSync(file))
    .map(([name, file]) => `${file} (apt install ${name})`);
}
