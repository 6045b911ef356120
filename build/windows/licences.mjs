/** The licences of everything that ships and is not ours, in files that Notepad shows. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appFolder, nodeVersion, root } from './facts.mjs';

/** Debian's base-files: the texts that the licences below refer to. */
const common = '/usr/share/common-licenses';

/** @param modules {string[]} the files that were bundled */
export function writeLicences(modules) {
  const folder = join(appFolder, 'licences');
  const snoreToast = join(root, 'node_modules/node-notifier/vendor/snoreToast');
  const systray = join(root, 'node_modules/systray2');
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'LICENSE'), join(folder, 'connection-check.txt'));
  cpSync(join(import.meta.dirname, `licences/node-${nodeVersion}.txt`), join(folder, 'node.txt'));
  cpSync(join(snoreToast, 'LICENSE'), join(folder, 'snoretoast-lgpl-3.txt'));
  cpSync(join(common, 'GPL-3'), join(folder, 'snoretoast-gpl-3.txt'));
  const helper = [
    'traybin\\tray_windows_release.exe is the helper of systray2 2.1.4, given an icon, a manifest and version information.',
    section('systray2', readFileSync(join(systray, 'LICENSE'), 'utf8')),
    section('github.com/getlantern/systray, which is part of it', readFileSync(join(common, 'Apache-2.0'), 'utf8')),
  ];
  writeFileSync(join(folder, 'tray-helper.txt'), helper.join('\n'));
  const packages = new Map(modules.flatMap((file) => packageOf(file) ?? []).map((each) => [each.title, each.text]));
  const sections = [...packages].toSorted(([left], [right]) => (left < right ? -1 : 1));
  writeFileSync(join(folder, 'packages.txt'), sections.map(([title, text]) => section(title, text)).join('\n'));
}

function section(title, text) {
  return `${'='.repeat(title.length)}\n${title}\n${'='.repeat(title.length)}\n\n${text.trim()}\n`;
}

/** The npm package that a file comes from, and its licence; null for our own files. */
function packageOf(file) {
  const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(root, file))?.[1];
  if (folder === undefined) return null;
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const words = text === undefined ? `Licence: ${license}` : readFileSync(join(folder, text), 'utf8');
  return [{ title: `${name} ${version}`, text: words }];
}
