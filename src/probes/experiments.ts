/** One thing changed at a time, to tell causes apart. All of it is asked only after a failure. */
import { isIP } from 'node:net';
import type { DnsObservation } from '../model/observation.ts';
import { probeDns, type RecordType } from './dns.ts';
import { probeDoh } from './doh.ts';
import { note, type Run } from './run.ts';
import type { Unnumbered } from './stopwatch.ts';
import { probeTcp } from './tcp.ts';
import { visitAddress, visitDirectly, visitThroughProxy } from './visit.ts';

/** Resolvers asked one by one; a computer rarely has more, and each costs a handful of queries. */
const mostResolvers = 3;
const bothFamilies: readonly RecordType[] = ['A', 'AAAA'];

/**
 * A network that wants no DNS over HTTPS answers this name without an address.
 * Source: Mozilla, "Canary domain - use-application-dns.net".
 */
const dohCanary = 'use-application-dns.net';

/** Experiments that serve all hosts alike, each made at most once a run. */
export interface Shared {
  readonly controls: () => Promise<void>;
  readonly dohAllowed: () => Promise<boolean>;
}

export function shared(run: Run): Shared {
  const resolvers = run.plan.computer.resolvers.slice(0, mostResolvers);
  return {
    controls: once(async () => {
      await Promise.all([...run.plan.settings.controls.https.map((host) => visitControl(run, host))]);
    }),
    dohAllowed: once(async () => {
      const asked = await Promise.all(
        resolvers.map((resolver) => askResolver(run, dohCanary, dohCanary, resolver, 'A', 'canary')),
      );
      if (asked.every(({ reply }) => reply === null)) await knock(run);
      return asked.some(({ addresses }) => addresses.length > 0);
    }),
  };
}

/** Everything that helps to tell why this host was not reached. */
export async function investigate(run: Run, host: string, { controls, dohAllowed }: Shared): Promise<void> {
  await Promise.all([controls(), questionResolvers(run, host), compareAddresses(run, host, dohAllowed)]);
}

/** What each configured resolver says of the host, and of a name that has nothing to do with it. */
async function questionResolvers(run: Run, host: string): Promise<void> {
  const control = run.plan.settings.controls.https[0];
  await Promise.all(
    run.plan.computer.resolvers
      .slice(0, mostResolvers)
      .flatMap((resolver) => [
        ...bothFamilies.map((recordType) => askResolver(run, host, host, resolver, recordType, 'target')),
        ...(control === undefined ? [] : [askResolver(run, host, control, resolver, 'A', 'control')]),
      ]),
  );
}

/** What an unrelated resolver says of the host, and whether the name is proven at an address that only it gives. */
async function compareAddresses(run: Run, host: string, dohAllowed: Shared['dohAllowed']): Promise<void> {
  if (!(await dohAllowed())) return;
  const { timeoutsMs, controls } = run.plan.settings;
  const replies = await Promise.all(
    controls.dnsOverHttps.flatMap((url) =>
      bothFamilies.map((recordType) =>
        run.gate(async () =>
          note(
            run,
            await probeDoh(
              { host, purpose: 'control', name: host, url, recordType, roots: run.plan.roots },
              timeoutsMs.connect,
              run.signal,
            ),
          ),
        ),
      ),
    ),
  );
  const tried = new Set(run.seen.flatMap((seen) => (seen.kind === 'tcp' && seen.host === host ? [seen.address] : [])));
  const fresh = [...new Set(replies.flatMap(({ addresses }) => addresses))].filter((address) => !tried.has(address));
  await Promise.all(fresh.slice(0, 2).map((address) => visitAddress(run, host, address, 'control')));
}

async function visitControl(run: Run, host: string): Promise<void> {
  const proxy = run.plan.proxies.values().next().value;
  await (proxy === undefined ? visitDirectly(run, host, 'control') : visitThroughProxy(run, host, proxy, 'control'));
}

/**
 * No resolver replied at all: does anything out there? A bare connection to the addresses of the public resolvers, which
 * can be tried without a name; nothing is asked of them.
 */
async function knock(run: Run): Promise<void> {
  const { controls, timeoutsMs } = run.plan.settings;
  const addresses = controls.dnsOverHttps.map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''));
  await Promise.all(
    addresses
      .filter((address) => isIP(address) !== 0)
      .map((address) =>
        run.gate(async () => {
          const question = { host: address, purpose: 'control', address, port: 443 } as const;
          const { seen, socket } = await probeTcp(question, timeoutsMs.connect, run.signal);
          socket?.destroy();
          note(run, seen);
        }),
      ),
  );
}

function askResolver(
  run: Run,
  host: string,
  name: string,
  resolver: string,
  recordType: RecordType,
  purpose: 'target' | 'control' | 'canary',
): Promise<Unnumbered<DnsObservation>> {
  return run.gate(async () =>
    note(
      run,
      await probeDns({ host, purpose, name, resolver, recordType }, run.plan.settings.timeoutsMs.dnsQuery, run.signal),
    ),
  );
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
