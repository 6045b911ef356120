/** One thing changed at a time, to tell causes apart. All of it is asked only after a failure. */
import { isIPv6 } from 'node:net';
import type { Hello } from '../model/observation.ts';
import { probeHttp } from './http.ts';
import type { ProxyServer } from './proxy.ts';
import { askElsewhere, askNobody, questionResolvers, resolves } from './resolvers.ts';
import { note, once, type Run } from './run.ts';
import { probeTcp } from './tcp.ts';
import {
  type Approach,
  eachFamily,
  firstOf,
  resolve,
  shake,
  visitAddress,
  visitBeside,
  visitThroughProxy,
} from './visit.ts';

/** RFC 5737: nothing is there. A connection that is accepted all the same was accepted by something on the way. */
const nowhere = ['192.0.2.1', '198.51.100.1', '203.0.113.1'] as const;
/** Whoever intercepts answers from near; waiting longer would only wait for nobody. */
const nowhereMs = 1_000;

/** Everything that helps to tell why this host is not reached. May be called again when more is known. */
export function investigate(run: Run, host: string): Promise<unknown> {
  const proxy = run.plan.proxies.get(host) ?? null;
  return Promise.all([
    once(run, `investigate ${host}`, () => (proxy === null ? askDirectly(run, host) : askThrough(run, proxy))),
    varyHandshake(run, host, proxy),
  ]);
}

async function askDirectly(run: Run, host: string): Promise<void> {
  const resolution = [questionResolvers(run, host), compareAddresses(run, host), askNobody(run)];
  // Where no name can be found, hosts to compare with cannot be found either.
  const named = (await resolves(run, host)) ? [visitControls(run, null), askPortal(run)] : [];
  await Promise.all([...resolution, ...named]);
}

function askThrough(run: Run, proxy: ProxyServer): Promise<unknown> {
  return Promise.all([visitControls(run, proxy), askPortal(run)]);
}

/** Two unrelated hosts; through a proxy only one, since its patience is limited. */
function visitControls(run: Run, proxy: ProxyServer | null): Promise<unknown> {
  const controls = run.plan.settings.controls.https;
  return once(run, `controls ${proxy?.host}`, () =>
    Promise.all(
      proxy === null
        ? controls.map((host) => visitBeside(run, host, 'control'))
        : controls.slice(0, 1).map((host) => visitThroughProxy(run, host, proxy, 'control')),
    ),
  );
}

/** Whether the name is proven at an address that only an unrelated resolver gives. */
async function compareAddresses(run: Run, host: string): Promise<void> {
  const replies = await askElsewhere(run, host);
  const given = run.seen.filter((seen) => seen.kind === 'dns' && seen.transport === 'os' && seen.host === host);
  const tried = new Set(given.flatMap((seen) => (seen.kind === 'dns' ? seen.addresses : [])));
  const fresh = [...new Set(replies.flatMap(({ addresses }) => addresses))].filter((address) => !tried.has(address));
  await Promise.all(fresh.slice(0, 2).map((address) => visitAddress(run, host, address, 'control')));
}

/**
 * The page that Windows asks for to detect captive portals, over plain HTTP and directly. The query keeps caches from
 * answering. Its Date header also tells the time.
 */
function askPortal(run: Run): Promise<unknown> {
  return once(run, 'portal', async () => {
    const { controls, timeoutsMs } = run.plan.settings;
    const url = new URL(controls.captivePortalUrl);
    url.searchParams.set('t', String(Date.now()));
    const errand = { host: url.hostname, purpose: 'portal' } as const;
    const addresses = eachFamily(await resolve(run, url.hostname, 'portal'));
    return firstOf(run, addresses, async (racing, address) => {
      const question = { ...errand, address, port: Number(url.port || 80) };
      const { seen, socket } = await probeTcp(question, timeoutsMs.captivePortal, racing.signal);
      note(run, seen);
      if (socket === null) return null;
      const page = { ...errand, url: url.href, route: 'direct', address, publiclyValid: false } as const;
      return note(run, await probeHttp(page, socket, timeoutsMs.captivePortal, racing.signal));
    });
  });
}

/**
 * The connection stands, and the handshake is not completed: is it the name, the address, the hello? Nothing to vary where
 * it was completed, or there is no connection.
 */
async function varyHandshake(run: Run, host: string, proxy: ProxyServer | null): Promise<void> {
  const address = unshaken(run, host);
  const control = run.plan.settings.controls.https[0];
  if (address === null || control === undefined) return;
  const same: Approach = { host, purpose: 'experiment', address, proxy, serverName: host, hello: 'small' };
  await once(run, `handshake ${host}`, () => vary(run, same, control));
}

/** Where a connection was accepted, and no handshake completed. */
function unshaken({ seen }: Run, host: string): string | null {
  const mine = seen.filter((each) => each.host === host && each.purpose === 'target');
  const completed = new Set(
    mine.flatMap((each) => (each.kind === 'tls' && each.judgement !== null ? [each.address] : [])),
  );
  const accepted = mine.flatMap((each) =>
    each.failure !== null ? [] : each.kind === 'tcp' ? [each.address] : each.kind === 'proxy' ? [host] : [],
  );
  return accepted.find((address) => !completed.has(address)) ?? null;
}

async function vary(run: Run, same: Approach, control: string): Promise<void> {
  const { proxy } = same;
  const hellos: readonly Hello[] = ['incompatible', 'legacy', 'tls12'];
  // A proxy's patience is for the question that matters most: the name.
  const others = proxy === null ? [...hellos.map((hello) => ({ ...same, hello })), { ...same, serverName: null }] : [];
  await Promise.all([
    elsewhere(run, same, control),
    ...[{ ...same, serverName: control }, ...others].map((approach) => run.gate(() => shake(run, approach))),
    ...(proxy === null ? [connectNowhere(run)] : []),
  ]);
}

/** The host's name, sent to an address that is not the host's. */
async function elsewhere(run: Run, same: Approach, control: string): Promise<void> {
  const addresses = same.proxy === null ? await lookUpOnce(run, control) : [control];
  // The family that is known to work.
  const address = addresses.find((each) => isIPv6(each) === isIPv6(same.address));
  if (address !== undefined) await run.gate(() => shake(run, { ...same, address }));
}

function lookUpOnce(run: Run, name: string): Promise<readonly string[]> {
  return once(run, `lookup ${name}`, () => resolve(run, name, 'experiment'));
}

function connectNowhere(run: Run): Promise<unknown> {
  return once(run, 'nowhere', () =>
    Promise.all(
      nowhere.map((address) =>
        run.gate(async () => {
          const question = { host: address, purpose: 'canary', address, port: 443 } as const;
          const { seen, socket } = await probeTcp(question, nowhereMs, run.signal);
          socket?.destroy();
          note(run, seen);
        }),
      ),
    ),
  );
}
