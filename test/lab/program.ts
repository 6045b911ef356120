/** Runs the built command line on the client of a world. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { node } from './boxes/command.ts';
import { differences, type Outcome, type Scenario } from './scenario.ts';
import { readTraffic } from './traffic.ts';
import { clientEnvironment, type OpenWorld, openWorld, settingsFile } from './world.ts';

const root = join(import.meta.dirname, '../..');
const main = join(root, 'dist/main.js');

/** The program as the tests run it. */
export const checkCommand = [node, main, 'check', '--json', '--config', settingsFile];

/** A check ends itself after 20 s; what still runs by then hangs. */
const hangsAfterSeconds = '40';

/** The command that runs any program as the client's user would. */
export function asUser(
  { world }: OpenWorld,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): readonly string[] {
  const variables = Object.entries({ ...clientEnvironment(world), ...environment });
  return ['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`), ...world.launcher, ...command];
}

/** One `check --json`, and what it sent. */
export async function check(open: OpenWorld): Promise<Outcome> {
  await access(main);
  const command = ['timeout', '--kill-after=1', hangsAfterSeconds, ...asUser(open, checkCommand)];
  const ended = await open.room.run('client', command);
  return { ...ended, traffic: await readTraffic(open.room) };
}

/** Builds the scenario's world, checks once, and tells how that differs from what must come of it. */
export async function play(scenario: Scenario): Promise<{ outcome: Outcome; differences: readonly string[] }> {
  const open = await openWorld(scenario.world);
  try {
    const outcome = await check(open);
    return { outcome, differences: differences(scenario.expect, outcome) };
  } finally {
    await open.room.close();
  }
}

/** `P03 a DNS filter answers with the null address` -> `a-dns-filter-answers-with-the-null-address`. */
export function kebab(name: string): string {
  return name
    .replace(/^P\d+ /, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
