/** What a world must lead to, and how what came of it differs. */
import { isDeepStrictEqual } from 'node:util';
import type { FindingCode, FindingOf, Verdict } from '../../src/model/finding.ts';
import { Result } from '../../src/model/result.ts';
import type { Flow } from './traffic.ts';
import type { World } from './world.ts';

/** Only the fields that are given are compared. */
export type ExpectedFinding = {
  readonly [Code in FindingCode]: { readonly code: Code } & Partial<Readonly<FindingOf<Code>>>;
}[FindingCode];

export interface Expectation {
  readonly exitCode: number;
  readonly verdict: Verdict;
  readonly hosts: Readonly<Record<string, Verdict>>;
  /** direct unless said. */
  readonly path?: 'direct' | 'proxy';
  /** All findings, in any order: one more or one less is a failure. */
  readonly findings: readonly ExpectedFinding[];
  /** Where the client may send to and no further: 'tcp 1.1.1.1:443'. */
  readonly sendsOnlyTo?: readonly string[];
  /** Addresses to which not one packet may go. */
  readonly sendsNothingTo?: readonly string[];
  /** How many connections a proxy must see, exactly. */
  readonly proxyConnections?: number;
}

export interface Scenario {
  /** The situation, after a number by which it is found again, if it has one. */
  readonly name: string;
  readonly world: Partial<World>;
  readonly expect: Expectation;
}

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly traffic: readonly Flow[];
}

/** One line for every difference; none where all is as expected. */
export function differences(expected: Expectation, outcome: Outcome): readonly string[] {
  const { exitCode, stdout, stderr } = outcome;
  const result = readResult(stdout);
  const found =
    typeof result === 'string'
      ? [result, `exit code: ${exitCode}`]
      : [...conclusionDifferences(expected, result, outcome), ...socketDifferences(result.evidence)];
  return found.length > 0 && stderr ? [...found, `stderr: ${stderr}`] : found;
}

/** The same for what the program concluded, once it is known to be a result. */
export function conclusionDifferences(
  expected: Expectation,
  { verdict, hosts, findings }: Pick<Result, 'verdict' | 'hosts' | 'findings'>,
  { exitCode, traffic }: Pick<Outcome, 'exitCode' | 'traffic'>,
): readonly string[] {
  const got = hosts.map(({ host, verdict, path }) => [host, `${verdict}, ${path}`]);
  const wanted = Object.entries(expected.hosts).map(([host, verdict]) => [
    host,
    `${verdict}, ${expected.path ?? 'direct'}`,
  ]);
  return [
    ...unequal('exit code', exitCode, expected.exitCode),
    ...unequal('verdict', verdict, expected.verdict),
    ...unequal('hosts', Object.fromEntries(got), Object.fromEntries(wanted)),
    ...findingDifferences(expected.findings, findings),
    ...trafficDifferences(expected, traffic),
  ];
}

function readResult(stdout: string): Result | string {
  try {
    const parsed = Result.safeParse(JSON.parse(stdout));
    return parsed.success ? parsed.data : `the output is not a result: ${parsed.error.message}`;
  } catch {
    return 'the output is not JSON';
  }
}

const unequal = (what: string, got: unknown, wanted: unknown) =>
  isDeepStrictEqual(got, wanted) ? [] : [`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`];

/** Each expected finding takes the first that fits it; expectations must therefore tell their findings apart. */
function findingDifferences(expected: readonly ExpectedFinding[], got: Result['findings']): readonly string[] {
  const left = [...got];
  const missing = expected.filter((wanted) => {
    const index = left.findIndex((finding) => fits(finding, wanted));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return [
    ...missing.map((finding) => `finding missing:    ${JSON.stringify(finding)}`),
    ...left.map(({ title, meaning, remedy, ...finding }) => `finding unexpected: ${JSON.stringify(finding)}`),
  ];
}

const fits = (finding: object, wanted: object) =>
  Object.entries(wanted).every(([field, value]) =>
    isDeepStrictEqual((finding as Readonly<Record<string, unknown>>)[field], value),
  );

/** A run holds at most so many sockets at a time. */
const mostSockets = 8;

/**
 * Every step that holds sockets holds one, from its start to its end, but for the system's lookup, whose sockets are the
 * system's. Starts are noted in whole milliseconds, cut off, hence the millisecond that each step is taken to end earlier.
 */
function socketDifferences({ observations }: Result['evidence']): readonly string[] {
  const steps = observations
    .filter((seen) => seen.kind !== 'dns' || seen.transport !== 'os')
    .map(({ startedAt, elapsedMs }) => ({ from: Date.parse(startedAt), to: Date.parse(startedAt) + elapsedMs - 1 }));
  const heldAt = (moment: number) => steps.filter(({ from, to }) => from <= moment && moment < to).length;
  const most = Math.max(0, ...steps.map(({ from }) => heldAt(from)));
  return most > mostSockets ? [`sockets at once: ${most}, at most ${mostSockets} are allowed`] : [];
}

/** What one check may cost in any world, that it does no harm where it is repeated. Retransmissions count for DNS. */
const budget = { connections: 60, dnsPackets: 40, proxyConnections: 8 };
const dnsPort = 53;
const proxyPort = 3128;

function trafficDifferences(expected: Expectation, traffic: readonly Flow[]): readonly string[] {
  const endpoints = [...new Set(traffic.map(({ protocol, address, port }) => `${protocol} ${address}:${port}`))];
  const strays = expected.sendsOnlyTo ? endpoints.filter((endpoint) => !expected.sendsOnlyTo?.includes(endpoint)) : [];
  const forbidden = traffic.filter(({ address }) => expected.sendsNothingTo?.includes(address));
  const connections = traffic.filter(({ protocol }) => protocol === 'tcp');
  const questions = traffic.filter(({ protocol, port }) => protocol === 'udp' && port === dnsPort);
  const spent = {
    connections: connections.length,
    dnsPackets: questions.reduce((sum, { packets }) => sum + packets, 0),
    proxyConnections: connections.filter(({ port }) => port === proxyPort).length,
  };
  const proxied =
    expected.proxyConnections === undefined
      ? []
      : unequal('connections to the proxy', spent.proxyConnections, expected.proxyConnections);
  const overspent = (Object.keys(budget) as (keyof typeof budget)[]).filter((what) => spent[what] > budget[what]);
  return [
    ...strays.map((endpoint) => `sent to ${endpoint}, which it has no need to`),
    ...forbidden.map(({ protocol, address, port }) => `sent to ${protocol} ${address}:${port}, which is forbidden`),
    ...proxied,
    ...overspent.map((what) => `${what}: ${spent[what]}, at most ${budget[what]} are allowed`),
  ];
}
