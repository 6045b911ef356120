/**
 * Bundles the program for the Node that package.json asks for: dist/main.js, an ES module, with a file for what several
 * commands share or only one needs, and dist/sandbox.cjs, the thread that runs autoconfig scripts.
 */
import { chmod, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const file = 'dist/main.js';
const shared = { platform: 'node', logLevel: 'warn' };
const output = { codeSplitting: false, comments: false };

/** quickjs-wasi reads its WebAssembly from beside its own file, which the bundle is not: so it goes into the bundle. */
const inlineWasm = {
  name: 'inline-wasm',
  async transform(code, id) {
    if (!/quickjs-wasi[\\/]dist[\\/]index\.js$/.test(id)) return null;
    const reading = "readFile(new URL('../quickjs.wasm', import.meta.url))";
    if (!code.includes(reading)) throw new Error('quickjs-wasi does not read its WebAssembly as it did');
    const wasm = await readFile(new URL('../quickjs.wasm', pathToFileURL(id)), 'base64');
    return code.replace(reading, `Buffer.from('${wasm}', 'base64')`);
  },
};

const sandbox = await build({
  ...shared,
  input: 'src/platform/sandbox.ts',
  plugins: [inlineWasm],
  output: { ...output, file: 'dist/sandbox.cjs', format: 'cjs' },
});
// What one command needs, the others need not read: `status` would else take most of its time to read HTTP and TLS.
await build({
  ...shared,
  input: 'src/main.ts',
  output: { dir: 'dist', entryFileNames: 'main.js', chunkFileNames: '[name].js', comments: false, format: 'esm' },
});
await chmod(file, 0o755);

/** The files in dist/sandbox.cjs, for whoever has to name their licences. */
export const sandboxModules = sandbox.output.flatMap((chunk) => Object.keys(chunk.modules));
