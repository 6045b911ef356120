/**
 * Plays worlds and keeps what the program saw in them, for the tests that diagnose without a network:
 *
 *   sudo node_modules/.bin/node test/lab/record.ts P01 P12        -> test/scenarios/<situation>/evidence.json
 *   sudo node_modules/.bin/node test/lab/record.ts all
 */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kebab, play } from './program.ts';
import { everyScenario } from './scenarios/every.ts';

const tools = join(import.meta.dirname, '../../node_modules/.bin');
const wanted = process.argv.slice(2);
const scenarios = everyScenario.filter(({ name }) =>
  wanted.some((word) => word === 'all' || word === name || name.startsWith(`${word} `)),
);
for (const scenario of scenarios) {
  const { outcome, differences } = await play(scenario);
  const { evidence } = JSON.parse(outcome.stdout);
  const folder = join(import.meta.dirname, '../scenarios', kebab(scenario.name));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'evidence.json'), JSON.stringify(evidence));
  spawnSync('biome', ['format', '--write', join(folder, 'evidence.json')], { env: { PATH: tools } });
  console.log(`${folder}/evidence.json`, ...(differences.length > 0 ? ['\n ', differences.join('\n  ')] : []));
}
if (scenarios.length === 0) {
  console.error(`No such world. There are:\n${everyScenario.map(({ name }) => name).join('\n')}`);
  process.exitCode = 1;
}
