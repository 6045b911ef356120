/** What the connector does, step by step: resolve, connect, handshake, request. After each step it is known what failed. */
import { isIPv6, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Purpose } from '../model/observation.ts';
import { probeLookup } from './dns.ts';
import { probeHttp } from './http.ts';
import { type ProxyServer, probeProxy } from './proxy.ts';
import type { HelloSize } from './roots.ts';
import { note, type Run } from './run.ts';
import { probeTcp } from './tcp.ts';
import { probeTls, type Redial } from './tls.ts';

/** How a visit ended. public: accepted by the bundled roots; local: by this computer's roots only; none: not reached. */
export type Reached = 'public' | 'local' | 'none';

const port = 443;
/** Of each family: enough to see that one address of several is dead, without a flood where a name has dozens. */
const mostAddressesAFamily = 3;

interface Approach {
  readonly host: string;
  readonly purpose: Purpose;
  /** null where the proxy chooses it. */
  readonly address: string | null;
  readonly proxy: ProxyServer | null;
}

/** Visits a host directly. A round tries its addresses in turn, as the connector does; a check tries them all at once. */
export async function visitDirectly(run: Run, host: string, purpose: Purpose): Promise<Reached> {
  const { timeoutsMs } = run.plan.settings;
  const lookup = note(run, await probeLookup({ host, purpose }, timeoutsMs.lookup, run.signal));
  const approaches = worthTrying(lookup.addresses).map((address) => ({ host, purpose, address, proxy: null }));
  return purpose === 'target' && run.plan.depth === 'check' ? tryAll(run, approaches) : tryInTurn(run, approaches);
}

export async function visitThroughProxy(
  run: Run,
  host: string,
  proxy: ProxyServer,
  purpose: Purpose,
): Promise<Reached> {
  return tryInTurn(run, [{ host, purpose, address: null, proxy }]);
}

/** Reaches one given address under the host's name, and asks nothing there. */
export function visitAddress(run: Run, host: string, address: string, purpose: Purpose): Promise<Reached> {
  return tryInTurn(run, [{ host, purpose, address, proxy: null }]);
}

/** 0.0.0.0 and :: are answers of filters, and connecting to them would reach this computer itself. */
function worthTrying(addresses: readonly string[]): string[] {
  const real = addresses.filter((address) => !/^(0\.0\.0\.0|::|::ffff:0\.0\.0\.0)$/.test(address));
  return [
    ...real.filter((address) => !isIPv6(address)).slice(0, mostAddressesAFamily),
    ...real.filter(isIPv6).slice(0, mostAddressesAFamily),
  ].sort((one, other) => real.indexOf(one) - real.indexOf(other));
}

async function tryInTurn(run: Run, approaches: readonly Approach[]): Promise<Reached> {
  let best: Reached = 'none';
  for (const approach of approaches) {
    const reached = await run.gate(() => approachWith(run, approach, 'small', wantsRequest));
    if (reached === 'public') return reached;
    if (reached === 'local') best = reached;
  }
  return best;
}

/** All addresses side by side; a request over the first that accepts; beside it, the large hello to the first address. */
async function tryAll(run: Run, approaches: readonly Approach[]): Promise<Reached> {
  let requested = false;
  const firstOnly = () => {
    const mine = !requested;
    requested = true;
    return mine;
  };
  const large = approaches.slice(0, 1).map((approach) => {
    const beside: Approach = { ...approach, purpose: 'experiment' };
    return run.gate(() => approachWith(run, beside, 'large', () => false));
  });
  const small = approaches.map((approach) => run.gate(() => approachWith(run, approach, 'small', firstOnly)));
  const [reached] = await Promise.all([Promise.all(small), Promise.all(large)]);
  return reached.includes('public') ? 'public' : reached.includes('local') ? 'local' : 'none';
}

/** A page can only hide behind a certificate that is not public, so a round asks for one there alone. */
function wantsRequest(reached: Reached, approach: Approach): boolean {
  return approach.purpose === 'target' && reached === 'local';
}

async function approachWith(
  run: Run,
  approach: Approach,
  hello: HelloSize,
  request: (reached: Reached, approach: Approach) => boolean,
): Promise<Reached> {
  const { timeoutsMs } = run.plan.settings;
  const { host, purpose, address, proxy } = approach;
  const route = proxy === null ? 'direct' : 'proxy';
  const socket = await dial(run, approach, true);
  if (socket === null) return 'none';
  const redial: Redial | null = hello === 'small' ? () => dial(run, approach, false) : null;
  const question = { host, purpose, route, address, serverName: host, hello, roots: run.plan.roots } as const;
  const secured = await probeTls(question, socket, redial, timeoutsMs.tlsHandshake, run.signal);
  const seen = note(run, secured.seen);
  if (secured.socket === null) return 'none';
  const reached = seen.judgement?.rejectedBy.bundled === null ? 'public' : 'local';
  if (!request(reached, approach)) secured.socket.destroy();
  else await ask(run, approach, secured.socket, reached === 'public');
  return reached;
}

/** One connection to where the approach leads. The second one of a handshake that is asked again is not noted again. */
async function dial(run: Run, approach: Approach, noted: boolean): Promise<Socket | null> {
  const { timeoutsMs } = run.plan.settings;
  const { host, purpose, address, proxy } = approach;
  const dialled =
    proxy !== null
      ? await probeProxy({ host, purpose }, proxy, timeoutsMs.proxyConnect, run.signal)
      : await probeTcp({ host, purpose, address: address ?? host, port }, timeoutsMs.connect, run.signal);
  if (noted) note(run, dialled.seen);
  return dialled.socket;
}

async function ask(run: Run, approach: Approach, socket: TLSSocket, publiclyValid: boolean): Promise<void> {
  const { host, purpose, address, proxy } = approach;
  const route = proxy === null ? 'direct' : 'proxy';
  const question = { host, purpose, route, address, url: `https://${host}/`, publiclyValid } as const;
  note(run, await probeHttp(question, socket, run.plan.settings.timeoutsMs.httpRequest, run.signal));
}
