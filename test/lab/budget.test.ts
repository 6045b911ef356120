/** What the program may spend of other people's network. The budgets of a check are counted in every world: scenario.ts. */
import { expect, test } from 'vitest';
import { Result } from '../../src/model/result.ts';
import { dataHost, hosts, installHost, router } from './addresses.ts';
import { node } from './boxes/command.ts';
import { asUser, play } from './program.ts';
import { everyScenario } from './scenarios/every.ts';
import { readTraffic } from './traffic.ts';
import { openWorld, settingsFile } from './world.ts';

const main = new URL('../../dist/main.js', import.meta.url).pathname;

test('a round in which all is well is one lookup, one connection and one handshake per host', async () => {
  const open = await openWorld({});
  try {
    const watch = asUser(open, [node, main, 'watch', '--json', '--config', settingsFile]);
    // Long enough for the first round, and far from the second.
    const { stdout } = await open.room.run('client', ['timeout', '--signal=INT', '8', ...watch]);
    const [first] = stdout.trim().split('\n');
    const { verdict, evidence } = Result.parse(JSON.parse(first ?? ''));
    expect(verdict).toBe('clear');
    const kinds = evidence.observations.map(({ kind, host }) => `${kind} ${host}`).toSorted();
    expect(kinds).toEqual(['dns', 'tcp', 'tls'].flatMap((kind) => [`${kind} ${installHost}`, `${kind} ${dataHost}`]));

    const traffic = await readTraffic(open.room);
    const connections = traffic.filter(({ protocol }) => protocol === 'tcp');
    const reached = connections.map(({ address, port }) => [hostOf(address), port]);
    expect(reached.toSorted()).toEqual([
      [installHost, 443],
      [dataHost, 443],
    ]);
    const questions = traffic.filter(({ protocol }) => protocol === 'udp');
    expect(new Set(questions.map(({ address, port }) => `${address}:${port}`))).toEqual(new Set([`${router.ipv4}:53`]));
    // A and AAAA of two names.
    expect(questions.reduce((sum, { packets }) => sum + packets, 0)).toBe(4);
  } finally {
    await open.room.close();
  }
});

test.each(['P12', 'P15', 'P17', 'P19'])('never more than eight sockets are open at once in %s', async (number) => {
  const scenario = everyScenario.find(({ name }) => name.startsWith(number));
  if (scenario === undefined) throw new Error(`there is no world ${number}`);
  const { outcome } = await play(scenario);
  const { evidence } = Result.parse(JSON.parse(outcome.stdout));
  const busy = evidence.observations
    .filter((seen) => seen.kind !== 'dns' || seen.transport !== 'os')
    .map(({ startedAt, elapsedMs }) => ({ from: Date.parse(startedAt), to: Date.parse(startedAt) + elapsedMs }));
  const atOnce = busy.map(({ from }) => busy.filter((other) => other.from <= from && from < other.to - 1).length);
  expect(Math.max(...atOnce)).toBeLessThanOrEqual(8);
  // Otherwise nothing was put to the test.
  expect(Math.max(...atOnce)).toBeGreaterThan(4);
});

function hostOf(address: string): string | undefined {
  return ([dataHost, installHost] as const).find((host) => Object.values<string>(hosts[host]).includes(address));
}
