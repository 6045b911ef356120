/** What the connector does, step by step: resolve, connect, handshake, request. After each step it is known what failed. */
import { isIPv6, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { Hello, Purpose, TlsObservation } from '../model/observation.ts';
import { probeLookup } from './dns.ts';
import { probeHttp } from './http.ts';
import { type ProxyServer, probeProxy } from './proxy.ts';
import { questionResolvers } from './resolvers.ts';
import { note, type Run } from './run.ts';
import type { Unnumbered } from './stopwatch.ts';
import { probeTcp } from './tcp.ts';
import { probeTls, type Redial } from './tls.ts';

/** How a visit ended. public: accepted by the bundled roots; local: by this computer's roots only; none: not reached. */
export type Reached = 'public' | 'local' | 'none';

const port = 443;
/** Of each family: enough to see that one address of several is dead, without a flood where a name has dozens. */
const mostAddressesAFamily = 3;
/** Windows asks its second resolver after 1 s; a lookup that takes longer has a resolver that does not answer. */
const slowLookupMs = 1_000;
/** Two SYNs are lost by then (RFC 6298: the second follows after 1 s); most visits that take longer fail in the end. */
const lateMs = 2_000;
/** For a handshake beside one that was silent for longer: time for a lost packet, and no more. */
const comparisonMs = 3_000;
/** However often a diagnosis would like to ask: a proxy may count failed logins. */
const mostProxyAttempts = 8;

/** One way to shake hands: on whose behalf, where, under which name, with which hello. */
export interface Approach {
  readonly host: string;
  readonly purpose: Purpose;
  /** An address; through a proxy, the name that it is asked for. */
  readonly address: string;
  readonly proxy: ProxyServer | null;
  readonly serverName: string | null;
  readonly hello: Hello;
}

/**
 * Visits a target directly. A round tries its addresses in turn, as the connector does; a check tries them all at once,
 * and calls `onTrouble` as soon as something is wrong with one, so that asking further need not wait for the others.
 */
export async function visitDirectly(run: Run, host: string, onTrouble: () => void): Promise<Reached> {
  const addresses = worthTrying(await resolve(run, host, 'target'));
  const approaches = addresses.map((address) => approachTo(host, 'target', address, null));
  return run.plan.depth === 'check' ? tryAll(run, approaches, onTrouble) : tryInTurn(run, approaches);
}

/** Visits a host to compare with: whichever family answers first will do. */
export async function visitBeside(run: Run, host: string, purpose: Purpose): Promise<Reached> {
  const addresses = eachFamily(await resolve(run, host, purpose));
  const approaches = addresses.map((address) => approachTo(host, purpose, address, null));
  const shaken = await firstOf(run, approaches, async (racing, approach) => {
    const { reached } = await shake(racing, approach);
    return reached === 'none' ? null : reached;
  });
  return shaken ?? 'none';
}

export function visitThroughProxy(run: Run, host: string, proxy: ProxyServer, purpose: Purpose): Promise<Reached> {
  const approach = approachTo(host, purpose, host, proxy);
  const request = run.plan.depth === 'check' && purpose === 'target' ? () => true : wantsRequest;
  return run.gate(async () => (await shake(run, approach, request)).reached);
}

/** Reaches one given address under the host's name, and asks nothing there. */
export function visitAddress(run: Run, host: string, address: string, purpose: Purpose): Promise<Reached> {
  return tryInTurn(run, [approachTo(host, purpose, address, null)]);
}

function approachTo(host: string, purpose: Purpose, address: string, proxy: ProxyServer | null): Approach {
  return { host, purpose, address, proxy, serverName: host, hello: 'small' };
}

/**
 * The system's lookup. Where it takes longer than it should, the resolvers are asked one by one beside it; where it takes
 * too long for us, their answers are what the system would get in the end.
 */
export async function resolve(run: Run, host: string, purpose: Purpose): Promise<readonly string[]> {
  const { timeoutsMs } = run.plan.settings;
  const looking = probeLookup({ host, purpose }, timeoutsMs.lookup, run.signal);
  if (purpose === 'target') {
    const slow = await Promise.race([looking.then(() => false), sleep(slowLookupMs, true, { ref: false })]);
    if (slow) run.background.push(questionResolvers(run, host));
  }
  const { addresses, failure } = note(run, await looking);
  if (purpose !== 'target' || failure?.failure !== 'generic_timeout_error') return addresses;
  return (await questionResolvers(run, host)).flatMap((seen) => seen.addresses);
}

/** 0.0.0.0 and :: are answers of filters, and connecting to them would reach this computer itself. */
function worthTrying(addresses: readonly string[]): string[] {
  const real = [...new Set(addresses)].filter((address) => !/^(0\.0\.0\.0|::|::ffff:0\.0\.0\.0)$/.test(address));
  return [
    ...real.filter((address) => !isIPv6(address)).slice(0, mostAddressesAFamily),
    ...real.filter(isIPv6).slice(0, mostAddressesAFamily),
  ].sort((one, other) => real.indexOf(one) - real.indexOf(other));
}

/** One address of each family, in the system's order. */
export function eachFamily(addresses: readonly string[]): string[] {
  const real = worthTrying(addresses);
  return real.filter((address, index) => real.findIndex((other) => isIPv6(other) === isIPv6(address)) === index);
}

/** Tries all side by side until one succeeds, and lets go of the others. null is no success. */
export async function firstOf<Question, Success>(
  run: Run,
  questions: readonly Question[],
  attempt: (racing: Run, question: Question) => Promise<Success | null>,
): Promise<Success | null> {
  const won = new AbortController();
  const racing = { ...run, signal: AbortSignal.any([run.signal, won.signal]) };
  let first: Success | null = null;
  await Promise.all(
    questions.map((question) =>
      run.gate(async () => {
        const success = won.signal.aborted ? null : await attempt(racing, question);
        if (success === null) return;
        first ??= success;
        won.abort();
      }),
    ),
  );
  return first;
}

async function tryInTurn(run: Run, approaches: readonly Approach[]): Promise<Reached> {
  let best: Reached = 'none';
  for (const approach of approaches) {
    const { reached } = await run.gate(() => shake(run, approach, wantsRequest));
    if (reached === 'public') return reached;
    if (reached === 'local') best = reached;
  }
  return best;
}

/** All addresses side by side; a request over the first that accepts; beside it, the large hello to the first address. */
async function tryAll(run: Run, approaches: readonly Approach[], onTrouble: () => void): Promise<Reached> {
  let requested = false;
  const firstOnly = () => {
    const mine = !requested;
    requested = true;
    return mine;
  };
  const small = approaches.map((approach) =>
    run.gate(async () => {
      const late = setTimeout(onTrouble, lateMs);
      const shaken = await shake(run, approach, firstOnly);
      clearTimeout(late);
      if (shaken.seen !== null && shaken.reached !== 'public') onTrouble();
      return shaken;
    }),
  );
  const large = approaches
    .slice(0, 1)
    .map((approach) => run.gate(() => shake(run, { ...approach, purpose: 'experiment', hello: 'large' }, never)));
  const [shaken] = await Promise.all([Promise.all(small), Promise.all(large)]);
  const reached = shaken.map((each) => each.reached);
  return reached.includes('public') ? 'public' : reached.includes('local') ? 'local' : 'none';
}

type RequestWanted = (reached: Reached, approach: Approach) => boolean;

/** A page can only hide behind a certificate that is not public, so a round asks for one there alone. */
const wantsRequest: RequestWanted = (reached, { purpose }) => purpose === 'target' && reached === 'local';
const never: RequestWanted = () => false;

interface Shaken {
  readonly reached: Reached;
  /** null where there was no connection to shake hands over. */
  readonly seen: Unnumbered<TlsObservation> | null;
}

/** Connects, shakes hands, and asks for the page where it is wanted. Holds at most one socket at a time. */
export async function shake(run: Run, approach: Approach, request: RequestWanted = never): Promise<Shaken> {
  const { host, purpose, address, proxy, serverName, hello } = approach;
  const route = proxy === null ? 'direct' : 'proxy';
  const socket = await dial(run, approach, true);
  if (socket === null) return { reached: 'none', seen: null };
  const redial: Redial | null = purpose === 'target' ? () => dial(run, approach, false) : null;
  const question = { host, purpose, route, address, serverName, hello, roots: run.plan.roots } as const;
  const { tlsHandshake } = run.plan.settings.timeoutsMs;
  const timeoutMs = purpose === 'experiment' && hello !== 'large' ? Math.min(tlsHandshake, comparisonMs) : tlsHandshake;
  const secured = await probeTls(question, socket, redial, timeoutMs, run.signal);
  const seen = note(run, secured.seen);
  if (secured.socket === null) return { reached: 'none', seen };
  const reached = seen.judgement?.rejectedBy.bundled === null ? 'public' : 'local';
  if (request(reached, approach)) await ask(run, approach, secured.socket, reached === 'public');
  else secured.socket.destroy();
  return { reached, seen };
}

/** One connection to where the approach leads. A second one, for the same question, is not noted again. */
async function dial(run: Run, approach: Approach, noted: boolean): Promise<Socket | null> {
  const { host, purpose, address, proxy } = approach;
  if (proxy !== null) return run.proxyGate(() => dialProxy(run, { host: address, purpose }, proxy, noted));
  const question = { host, purpose, address, port };
  const { seen, socket } = await probeTcp(question, run.plan.settings.timeoutsMs.connect, run.signal);
  if (noted) note(run, seen);
  return socket;
}

/** A proxy that cannot be reached, or that closes instead of answering, is left alone for the rest of the run. */
async function dialProxy(
  run: Run,
  errand: { readonly host: string; readonly purpose: Purpose },
  proxy: ProxyServer,
  noted: boolean,
): Promise<Socket | null> {
  const { proxyAttempts } = run;
  const name = `${proxy.host}:${proxy.port}`;
  if (proxyAttempts.givenUp.has(name) || proxyAttempts.count >= mostProxyAttempts) return null;
  proxyAttempts.count++;
  const { seen, socket } = await probeProxy(errand, proxy, run.plan.settings.timeoutsMs.proxyConnect, run.signal);
  if (seen.statusCode === null) proxyAttempts.givenUp.add(name);
  if (noted) note(run, seen);
  return socket;
}

async function ask(run: Run, approach: Approach, socket: TLSSocket, publiclyValid: boolean): Promise<void> {
  const { host, purpose, address, proxy } = approach;
  const route = proxy === null ? 'direct' : 'proxy';
  const question = { host, purpose, route, address, url: `https://${host}/`, publiclyValid } as const;
  note(run, await probeHttp(question, socket, run.plan.settings.timeoutsMs.httpRequest, run.signal));
}
