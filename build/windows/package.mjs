/**
 * Everything that ships for Windows, built on Linux, in dist/windows. Needs the Debian packages that .ci/run installs.
 * Two builds of one commit give the same bytes, but for signatures with a trusted timestamp.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { buildApp } from './app.mjs';
import { output, root } from './facts.mjs';
import { buildInstaller } from './installer.mjs';
import { buildMsi } from './msi.mjs';
import { writeMaterials, writeSums } from './sums.mjs';

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
process.chdir(root);
const { sandboxModules } = await import('../bundle.mjs');
await buildApp(sandboxModules);
buildInstaller();
buildMsi();
writeMaterials();
writeSums();
