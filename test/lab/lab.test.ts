/** Every world as one test: the built command line runs in it and must conclude what the scenario says. */
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { kebab, play } from './program.ts';
import { everyScenario } from './scenarios/every.ts';

for (const scenario of everyScenario) {
  test.concurrent(scenario.name, { timeout: 60_000 }, async () => {
    const { outcome, differences } = await play(scenario);
    if (differences.length === 0) return;
    const folder = join(tmpdir(), 'connection-check-lab');
    const file = join(folder, `${kebab(scenario.name)}.json`);
    await mkdir(folder, { recursive: true });
    await writeFile(file, outcome.stdout);
    throw new Error(`${differences.join('\n')}\nWhat the program printed: ${file}`);
  });
}
