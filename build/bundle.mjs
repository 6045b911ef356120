/** Bundles the program into dist/main.js: one file, ES module, for the Node that package.json asks for. */
import { chmod } from 'node:fs/promises';
import { build } from 'rolldown';

const file = 'dist/main.js';
await build({
  input: 'src/main.ts',
  platform: 'node',
  output: { file, format: 'esm', codeSplitting: false, comments: false },
  logLevel: 'warn',
});
await chmod(file, 0o755);
