/**
 * Plays worlds several times and shows in one table what came of them, and how long it took:
 *
 *   sudo node_modules/.bin/node test/lab/repeat.ts                       every world, five times
 *   sudo node_modules/.bin/node test/lab/repeat.ts P12 proxy --times 2   the worlds that are so numbered or named
 *   sudo node_modules/.bin/node test/lab/repeat.ts --at-once 2           two worlds side by side
 */
import { parseArgs } from 'node:util';
import type { Result } from '../../src/model/result.ts';
import { play } from './program.ts';
import type { Scenario } from './scenario.ts';
import { everyScenario } from './scenarios/every.ts';
import { innocent } from './scenarios/innocent.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '5' }, 'at-once': { type: 'string', default: '1' } },
});

interface Played {
  readonly conclusion: string;
  readonly seconds: number;
  readonly differences: readonly string[];
  /** Findings that would bother somebody. */
  readonly complaints: number;
}

async function playOnce(scenario: Scenario): Promise<Played> {
  const { outcome, differences } = await play(scenario);
  try {
    const { verdict, findings, elapsedMs }: Result = JSON.parse(outcome.stdout);
    const claims = findings.map(
      ({ code, host, certainty }) => `${code}${host ? `(${host.split('.')[0]})` : ''} ${certainty}`,
    );
    return {
      conclusion: [verdict, ...claims.toSorted()].join('; '),
      seconds: elapsedMs / 1000,
      differences,
      complaints: findings.filter(({ severity }) => severity !== 'info').length,
    };
  } catch {
    return { conclusion: `no result: ${outcome.stderr}`, seconds: Number.NaN, differences, complaints: 0 };
  }
}

const wanted = everyScenario.filter(
  ({ name }) =>
    positionals.length === 0 || positionals.some((word) => name.startsWith(word) || name.includes(` ${word}`)),
);
const waiting = [...wanted];
const told = new Map<Scenario, readonly Played[]>();

async function work(): Promise<void> {
  for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
    const played: Played[] = [];
    for (let time = 0; time < Number(values.times); time++) played.push(await playOnce(scenario));
    told.set(scenario, played);
    console.error(`${told.size}/${wanted.length} ${scenario.name}`);
    for (const line of new Set(played.flatMap(({ differences }) => differences))) console.error(`    ${line}`);
  }
}
await Promise.all(Array.from({ length: Number(values['at-once']) }, work));

const two = (seconds: number) => seconds.toFixed(1).padStart(5);
console.log('world | right | wavers | seconds (min, median, max) | verdict; findings');
for (const scenario of wanted) {
  const played = told.get(scenario) ?? [];
  const seconds = played.map((each) => each.seconds).toSorted((one, other) => one - other);
  const conclusions = [...new Set(played.map(({ conclusion }) => conclusion))];
  const right = played.filter(({ differences }) => differences.length === 0).length;
  const times = [seconds[0], seconds[Math.floor(seconds.length / 2)], seconds.at(-1)].map((each) => two(each ?? 0));
  const line = [scenario.name, `${right}/${played.length}`, conclusions.length > 1 ? 'YES' : 'no', times.join(' ')];
  console.log([...line, conclusions.join(' || ')].join(' | '));
}
const innocents = wanted
  .filter((scenario) => innocent.includes(scenario))
  .flatMap((scenario) => told.get(scenario) ?? []);
const accusations = innocents.reduce((sum, { complaints }) => sum + complaints, 0);
console.log(
  `\n${wanted.length} worlds. False accusations in ${innocents.length} visits to innocent ones: ${accusations}`,
);
if ([...told.values()].flat().some(({ differences }) => differences.length > 0)) process.exitCode = 1;
