import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Leaves some 50 MB behind that nothing holds, and prints which part of them the heap still has in the end. */
const program = `
  import { tidy } from './src/app/tidy.ts';
  const heap = () => process.memoryUsage().heapTotal;
  const before = heap();
  Array.from({ length: 300_000 }, (_, index) => ({ index, text: String(index) }));
  const full = heap();
  tidy();
  const deadline = Date.now() + 20_000;
  setInterval(() => {
    const left = (heap() - before) / (full - before);
    if (left > 0.2 && Date.now() < deadline) return;
    console.log(left);
    process.exit();
  }, 100);`;

/** V8 cleans by itself a while after the last cleaning, and would hide that nobody asked for it. */
const options = ['--no-memory-reducer', '--input-type=module', '--eval', program];

test('what a look has left behind is given back to the system, though nobody needs its place', () => {
  expect(Number(execFileSync(process.execPath, options, { encoding: 'utf8' }))).toBeLessThan(0.2);
});
