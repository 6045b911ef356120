/** connection-check.exe: Node and the bundle in one file (nodejs.org/docs/latest-v24.x/api/single-executable-applications.html). */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { cache, nodeVersion, programName, root } from './facts.mjs';
import { readNodeExe } from './node.mjs';
import { dress } from './resources.mjs';

const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:';

/**
 * @param helperPins {{ original: string, shipped: string }} sha256 of the tray helper as systray2 brings it and as it ships
 * @returns {Promise<{ bytes: Buffer, modules: string[] }>} the executable, and the files that were bundled into it
 */
export async function buildProgram(helperPins) {
  if (process.versions.node !== nodeVersion) {
    throw new Error(`the bundle is prepared by the Node that runs it: ${nodeVersion}, and not ${process.version}`);
  }
  const folder = join(cache, 'bundle');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // What one command needs, the others need not read: as in dist/, so that a status is there at once.
  const { output } = await build({
    cwd: root,
    platform: 'node',
    logLevel: 'warn',
    input: 'src/main.ts',
    plugins: [pinHelper(helperPins)],
    output: { dir: folder, entryFileNames: 'main.js', chunkFileNames: '[name].js', comments: false, format: 'cjs' },
  });
  const blob = makeBlob(output.map(({ fileName }) => fileName).toSorted());
  const bytes = dress(readNodeExe(), {
    description: programName,
    file: 'connection-check.exe',
    data: { NODE_SEA_BLOB: blob },
  });
  lightFuse(bytes);
  return { bytes, modules: output.flatMap((chunk) => Object.keys(chunk.modules ?? {})) };
}

/** The helper ships with an icon, a manifest and a signature, so it is another file than systray2's. */
function pinHelper({ original, shipped }) {
  return {
    name: 'pin-helper',
    transform(code, id) {
      if (!id.endsWith('/src/tray/helper.ts')) return null;
      if (!code.includes(original)) throw new Error('src/tray/helper.ts does not know the helper of systray2');
      return code.replace(original, shipped);
    },
  };
}

/** Without a snapshot and a code cache, which only the system that made them can read. */
function makeBlob(files) {
  const config = {
    main: 'loader.cjs',
    assets: Object.fromEntries(files.map((name) => [name, join('bundle', name)])),
    output: 'sea.blob',
    disableExperimentalSEAWarning: true,
    // NODE_OPTIONS is for developers: --use-system-ca there would hide inspection, --require would run anything.
    execArgvExtension: 'none',
  };
  // Every path ends up in the blob.
  copyFileSync(join(import.meta.dirname, 'loader.cjs'), join(cache, 'loader.cjs'));
  writeFileSync(join(cache, 'sea.json'), JSON.stringify(config));
  execFileSync(process.execPath, ['--experimental-sea-config', 'sea.json'], { cwd: cache, stdio: 'pipe' });
  return readFileSync(join(cache, 'sea.blob'));
}

/** Tells Node that it has a program inside. */
function lightFuse(bytes) {
  const at = bytes.indexOf(fuse) + fuse.length;
  if (bytes.indexOf(fuse, at) !== -1 || bytes[at] !== '0'.charCodeAt(0)) throw new Error('node.exe has not one fuse');
  bytes[at] = '1'.charCodeAt(0);
}
