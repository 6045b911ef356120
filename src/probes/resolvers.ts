/** What resolvers say: the configured ones, and unrelated ones to compare with. Asked only after a failure or a delay. */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { DnsObservation, Purpose } from '../model/observation.ts';
import { probeDns, type RecordType } from './dns.ts';
import { probeDoh } from './doh.ts';
import { note, once, type Run } from './run.ts';
import type { Unnumbered } from './stopwatch.ts';
import { probeTcp } from './tcp.ts';

/** A computer rarely has more, and each costs a handful of queries. */
const mostResolvers = 3;
const bothFamilies: readonly RecordType[] = ['A', 'AAAA'];

/** A network that wants no DNS over HTTPS gives this name no address. Source: Mozilla, "use-application-dns.net". */
const dohCanary = 'use-application-dns.net';

/** RFC 5737: no server can be there, so that whoever answers has intercepted the query. */
const nobody = '192.0.2.53';
/** Whoever intercepts answers from near; waiting longer would only wait for nobody. */
const nobodyMs = 1_000;

/**
 * What each configured resolver says of the host, of a name beside it that cannot exist, and of an unrelated name. A
 * resolver that does not answer the unrelated one is not asked again.
 */
export function questionResolvers(run: Run, host: string): Promise<DnsSeen[]> {
  return once(run, `resolvers ${host}`, async () => {
    const replies = await Promise.all(resolversOf(run).map((resolver) => questionResolver(run, host, resolver)));
    return replies.flat();
  });
}

type DnsSeen = Unnumbered<DnsObservation>;

/** Whether names can be found at all: the host's own lookup was answered, or a resolver answers something. */
export async function resolves(run: Run, host: string): Promise<boolean> {
  const lookup = run.seen.find((seen) => seen.kind === 'dns' && seen.transport === 'os' && seen.host === host);
  const unanswered = ['generic_timeout_error', 'dns_temporary_failure'].includes(lookup?.failure?.failure ?? '');
  return !unanswered || (await someResolverAnswers(run));
}

async function someResolverAnswers(run: Run): Promise<boolean> {
  const answers = await Promise.all(resolversOf(run).map((resolver) => answersAtAll(run, resolver)));
  return answers.includes(true);
}

async function answersAtAll(run: Run, resolver: string): Promise<boolean> {
  const control = run.plan.settings.controls.https[0];
  if (control === undefined) return true;
  const { reply } = await once(run, `control ${resolver}`, () =>
    ask(run, { host: control, purpose: 'control' }, control, resolver, 'A'),
  );
  return reply !== null;
}

async function questionResolver(run: Run, host: string, resolver: string): Promise<DnsSeen[]> {
  if (!(await answersAtAll(run, resolver))) return [];
  const sibling = `${randomBytes(6).toString('hex')}.${host.slice(host.indexOf('.') + 1)}`;
  const [, ...replies] = await Promise.all([
    ask(run, { host, purpose: 'experiment' }, sibling, resolver, 'A'),
    ...bothFamilies.map((recordType) => ask(run, { host, purpose: 'target' }, host, resolver, recordType)),
  ]);
  return replies;
}

/** What unrelated resolvers say of the host. Not asked where the network forbids it. */
export function askElsewhere(run: Run, host: string): Promise<DnsSeen[]> {
  return once(run, `elsewhere ${host}`, async () => {
    if (!(await dohAllowed(run))) return [];
    const { timeoutsMs, controls } = run.plan.settings;
    const { roots } = run.plan;
    const questions = controls.dnsOverHttps.flatMap((url) =>
      bothFamilies.map((recordType) => ({ host, purpose: 'control', name: host, url, recordType, roots }) as const),
    );
    return Promise.all(
      questions.map((question) =>
        run.gate(async () => note(run, await probeDoh(question, 2 * timeoutsMs.dnsQuery, run.signal))),
      ),
    );
  });
}

function dohAllowed(run: Run): Promise<boolean> {
  return once(run, dohCanary, async () => {
    if (!(await someResolverAnswers(run))) {
      await knock(run);
      return false;
    }
    const asked = await Promise.all(
      resolversOf(run).map((resolver) => ask(run, { host: dohCanary, purpose: 'canary' }, dohCanary, resolver, 'A')),
    );
    return asked.some(({ addresses }) => addresses.length > 0);
  });
}

/** Does something answer where no resolver is? */
export function askNobody(run: Run): Promise<unknown> {
  const control = run.plan.settings.controls.https[0];
  if (control === undefined) return Promise.resolve();
  return once(run, nobody, () => ask(run, { host: control, purpose: 'canary' }, control, nobody, 'A'));
}

/**
 * No resolver replied at all: does anything out there? A bare connection to the addresses of the public resolvers, which
 * can be tried without a name; nothing is asked of them.
 */
async function knock(run: Run): Promise<void> {
  const { controls, timeoutsMs } = run.plan.settings;
  const hosts = controls.dnsOverHttps.map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''));
  const addresses = [...new Set(hosts)].filter((address) => isIP(address) !== 0);
  await Promise.all(
    addresses.map((address) =>
      run.gate(async () => {
        const question = { host: address, purpose: 'control', address, port: 443 } as const;
        const { seen, socket } = await probeTcp(question, timeoutsMs.connect, run.signal);
        socket?.destroy();
        note(run, seen);
      }),
    ),
  );
}

function resolversOf(run: Run): readonly string[] {
  return run.plan.computer.resolvers.slice(0, mostResolvers);
}

function ask(
  run: Run,
  errand: { readonly host: string; readonly purpose: Purpose },
  name: string,
  resolver: string,
  recordType: RecordType,
): Promise<DnsSeen> {
  const { timeoutsMs } = run.plan.settings;
  const question = { ...errand, name, resolver, recordType };
  const timeoutMs = resolver === nobody ? nobodyMs : timeoutsMs.dnsQuery;
  return run.gate(async () => note(run, await probeDns(question, timeoutMs, run.signal)));
}
