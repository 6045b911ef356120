/**
 * Plays worlds and keeps what the program saw in them, for the tests that diagnose without a network:
 *
 *   sudo node_modules/.bin/node test/lab/record.ts P01 P12        -> test/scenarios/<situation>/evidence.json
 *   sudo node_modules/.bin/node test/lab/record.ts kept           all that are kept there, anew
 *
 * What is not as the world's scenario says is told, and not kept.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '../../src/model/evidence.ts';
import { kebab, play } from './program.ts';
import { everyScenario } from './scenarios/every.ts';

const folderOf = (name: string) => join(import.meta.dirname, '../scenarios', kebab(name));

const wanted = process.argv.slice(2);
const scenarios = everyScenario.filter(({ name }) =>
  wanted.some((word) => (word === 'kept' ? existsSync(folderOf(name)) : word === name || name.startsWith(`${word} `))),
);
for (const scenario of scenarios) {
  const { outcome, differences } = await play(scenario);
  if (differences.length > 0) {
    console.error(`${scenario.name}\n  ${differences.join('\n  ')}`);
    process.exitCode = 1;
    continue;
  }
  const folder = folderOf(scenario.name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'evidence.json'), written(JSON.parse(outcome.stdout).evidence));
  console.log(`${folder}/evidence.json`);
}
if (scenarios.length === 0) {
  console.error(`No such world. There are:\n${everyScenario.map(({ name }) => name).join('\n')}`);
  process.exitCode = 1;
}

/** One observation a line, so that a difference shows what was seen otherwise. */
function written({ observations, ...facts }: Evidence): string {
  const lines = observations.map((seen) => JSON.stringify(seen)).join(',\n');
  return `${JSON.stringify(facts).slice(0, -1)},"observations":[\n${lines}\n]}\n`;
}
