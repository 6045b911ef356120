/** How long it takes to know what is wrong: every world of the lab, and what no program could know any sooner. */
import type { Observation } from '../src/model/observation.ts';
import { Result } from '../src/model/result.ts';
import { Settings } from '../src/model/settings.ts';
import { addressesOf, dataHost } from '../test/lab/addresses.ts';
import { checkCommand } from '../test/lab/program.ts';
import { differences, type Scenario } from '../test/lab/scenario.ts';
import { everyScenario } from '../test/lab/scenarios/every.ts';
import { readTraffic } from '../test/lab/traffic.ts';
import { openWorld } from '../test/lab/world.ts';
import { rounded, table } from './numbers.ts';
import { timed } from './stopwatch.ts';

const { lookup, connect, tlsHandshake } = Settings.parse({}).timeoutsMs;
/** Whether the network answers in the place of others is known after a second in which nobody did (`nobodyMs`, `nowhereMs`). */
const canary = 1_000;

/**
 * The silences that no program can tell from slowness before its time limit, one after another, by number of the scenario.
 * 0: somebody answers everything at once.
 */
const leastMs: Readonly<Record<string, number>> = {
  ...{ P01: 0, P10: 0, P16: 0, P20: 0 },
  ...{ P02: canary, P03: canary, P04: canary, P06: canary, P07: canary, P08: canary },
  ...{ P11: canary, P18: canary, P21: canary, P22: canary, P23: canary, P27: canary, P28: canary },
  P09: lookup,
  ...{ P12: connect, P13: connect, P14: connect, P15: connect, P24: connect, P25: connect },
  ...{ P19: tlsHandshake, P26: tlsHandshake },
};

/** Besides the scenarios: one of the hosts does not answer. */
const oneHostDropped: Scenario = {
  name: 'P12 firewall drops the connection requests to one host',
  world: {
    forwarding: [
      `ip daddr ${addressesOf('ipv4', dataHost)} tcp flags syn drop`,
      `ip6 daddr ${addressesOf('ipv6', dataHost)} tcp flags syn drop`,
    ],
  },
  expect: {
    exitCode: 2,
    verdict: 'failing',
    hosts: { [dataHost]: 'failing', 'connectors.codat.io': 'clear' },
    findings: [{ code: 'connect-blocked', host: dataHost, manner: 'dropped', scope: 'host', certainty: 'possible' }],
  },
};

/** A promise of the program: whatever is wrong, it says so within this time. */
const limitMs = 20_000;

export interface Told {
  readonly name: string;
  /** null where nothing says what must be waited for. */
  readonly leastMs: number | null;
  readonly elapsedMs: number;
  readonly wallMs: number;
  /** The operation that the verdict had to wait for in the end. */
  readonly last: string;
  readonly verdict: string;
  readonly findings: readonly string[];
  readonly asExpected: boolean;
  readonly withinLimit: boolean;
}

export interface Failed {
  readonly name: string;
  readonly problem: string;
}

export async function worlds(say: (line: string) => void): Promise<readonly (Told | Failed)[]> {
  const told: (Told | Failed)[] = [];
  for (const scenario of [oneHostDropped, ...everyScenario]) {
    say(scenario.name);
    // A world that cannot be built, or a program that dies in it, must not cost the other lines of the table.
    told.push(await tell(scenario).catch((error: unknown) => ({ name: scenario.name, problem: String(error) })));
  }
  return told;
}

async function tell({ name, world, expect }: Scenario): Promise<Told> {
  const open = await openWorld(world);
  try {
    const run = await timed(open, checkCommand);
    const result = Result.parse(JSON.parse(run.stdout));
    const traffic = await readTraffic(open.room);
    return {
      name,
      leastMs: leastMs[name.slice(0, 3)] ?? null,
      elapsedMs: result.elapsedMs,
      wallMs: run.wallMs,
      last: lastOf(result),
      verdict: result.verdict,
      findings: [...new Set(result.findings.map(({ code }) => code))],
      asExpected: differences(expect, { ...run, traffic }).length === 0,
      withinLimit: run.wallMs < limitMs,
    };
  } finally {
    await open.room.close();
  }
}

function lastOf({ evidence }: Result): string {
  const [last] = evidence.observations.toSorted((one, other) => endOf(other) - endOf(one));
  return last === undefined ? '-' : `${last.purpose} ${last.kind} ${rounded(last.elapsedMs / 1000)}`;
}

function endOf({ startedAt, elapsedMs }: Observation): number {
  return Date.parse(startedAt) + elapsedMs;
}

export function showWorlds(told: readonly (Told | Failed)[]): string {
  const rows = told.map((one) =>
    'problem' in one
      ? [one.name, '-', '-', '-', '-', one.problem.slice(0, 60)]
      : [
          one.name,
          one.leastMs === null ? '-' : rounded(one.leastMs / 1000),
          rounded(one.elapsedMs / 1000),
          `${rounded(one.wallMs / 1000)}${one.withinLimit ? '' : ' !'}`,
          one.last,
          `${one.verdict}${one.findings.length > 0 ? `: ${one.findings.join(', ')}` : ''}${one.asExpected ? '' : ' (NOT as expected)'}`,
        ],
  );
  return [
    `TO A VERDICT: seconds, once each; at most ${limitMs / 1000} s in every world (! marks one that took longer)`,
    '',
    table([['world', 'must wait', 'elapsed', 'whole process', 'waited last for', 'verdict'], ...rows]),
  ].join('\n');
}
