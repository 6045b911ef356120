/** What was seen in worlds of the lab, diagnosed again without them. `vitest -u` rewrites what comes of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { Evidence } from '../../src/model/evidence.ts';

const scenarios = join(import.meta.dirname, '../scenarios');
const situations = readdirSync(scenarios).toSorted();

test('there are situations to diagnose', () => {
  expect(situations.length).toBeGreaterThan(15);
});

test.each(situations)('%s', async (situation) => {
  const evidence = Evidence.parse(JSON.parse(readFileSync(join(scenarios, situation, 'evidence.json'), 'utf8')));
  const { verdict, hosts, findings } = diagnose(evidence);
  // One finding a line: a diagnosis fits a screen.
  const lines = [...hosts, ...findings].map((each) => `  ${JSON.stringify(each)}`);
  const shown = `{ "verdict": "${verdict}",\n"hosts": [\n${lines.slice(0, hosts.length).join(',\n')}\n],\n"findings": [\n${lines.slice(hosts.length).join(',\n')}\n] }\n`;
  await expect(shown).toMatchFileSnapshot(join(scenarios, situation, 'diagnosis.json'));
});
