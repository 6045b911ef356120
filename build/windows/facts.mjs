/** What the Windows program is called, and where it is built: for all who build a part of it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
const described = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

export const version = described.version;
export const nodeVersion = described.devDependencies.node;
export const programName = 'Connection Check';
/** By this, Windows knows whose notifications they are (learn.microsoft.com/windows/win32/shell/appids). */
export const appId = 'ConnectionCheck';
/** By this, Windows Installer knows all versions of the program: never to be changed. */
export const upgradeCode = 'A9513A46-C649-45A0-A8CA-BE0AB99E508C';
export const licence = /^Copyright.*$/m.exec(readFileSync(join(root, 'LICENSE'), 'utf8'))[0];

export const output = join(root, 'dist/windows');
/** The program as it is installed. */
export const appFolder = join(output, 'app');
/** What is fetched or made on the way, and can be thrown away. */
export const cache = join(root, 'node_modules/.cache/connection-check-windows');

/**
 * Seconds since 1970 of the last change, for whatever insists on a date: two builds of one commit give the same bytes
 * (reproducible-builds.org/specs/source-date-epoch).
 */
export const sourceDate = Number(
  process.env.SOURCE_DATE_EPOCH ?? execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }),
);
