/**
 * The thread that runs an autoconfig script: QuickJS in WebAssembly, without I/O. Its only words to the outside are the
 * functions of the PAC format. Those must answer at once, but names are looked up in the background: so a script runs with
 * what is known, the names that it asked for are looked up, and it runs again from the start, as in Chromium
 * (services/proxy_resolver/proxy_resolver_v8_tracing.cc). pac-resolver's own way, to rewrite the script with `await`, breaks
 * valid scripts, such as those with a lookup inside a callback.
 */
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv4 } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { sandbox as format } from 'pac-resolver';
import { type JSValueHandle, QuickJS } from 'quickjs-wasi';
import { isInDateRange } from './daterange.ts';

/** What the script said of one host, or why it said nothing. */
export type Spoken =
  | { readonly text: string }
  | { readonly problem: 'not-a-script' | 'script-failed' | 'out-of-memory'; readonly detail: string };

const memoryBytes = 64 * 1_048_576;
const longestAnswer = 4_096;
const mostNames = 8;
const lookupMs = 1_500;
/** All lookups together. Where DNS is dead, the script still gets to answer. */
const lookupsEndAt = performance.now() + 2_500;

/** Addresses by name. Without any: it does not resolve. */
const known = new Map<string, readonly string[]>();
const asked = new Set<string>();
let ownAddress = '127.0.0.1';

/** Of an address, itself. Of a name not yet looked up, none: the script will be run again. */
function addressesOf(name: unknown): readonly string[] {
  const host = String(name).toLowerCase();
  if (isIP(host) !== 0) return [host];
  if (!known.has(host) && host.length < 256 && known.size + asked.size < mostNames) asked.add(host);
  return known.get(host) ?? [];
}

const ipv4Of = (name: unknown) => addressesOf(name).find(isIPv4) ?? null;

/**
 * The format's functions, and after them Microsoft's for IPv6 (learn.microsoft.com/windows/win32/winhttp/
 * ipv6-extensions-to-navigator-auto-config-file-format).
 */
const functions: Readonly<Record<string, (...args: never[]) => unknown>> = {
  ...format,
  alert: () => undefined,
  dateRange: (...bounds: unknown[]) => isInDateRange(bounds, new Date()),
  myIpAddress: () => ownAddress,
  dnsResolve: ipv4Of,
  isResolvable: (name: unknown) => ipv4Of(name) !== null,
  isInNet: (name: unknown, net: unknown, mask: unknown) => {
    const address = ipv4Of(name);
    const masked = (text: unknown) => (toNumber(String(text)) & toNumber(String(mask))) >>> 0;
    return address !== null && masked(address) === masked(net);
  },
  myIpAddressEx: () => ownAddress,
  dnsResolveEx: (name: unknown) => addressesOf(name).join(';'),
  isResolvableEx: (name: unknown) => addressesOf(name).length > 0,
  isInNetEx: (name: unknown, prefix: unknown) => {
    const [net = '', length] = String(prefix).split('/');
    const list = new BlockList();
    list.addSubnet(net, Number(length), isIPv4(net) ? 'ipv4' : 'ipv6');
    return addressesOf(name).some((address) => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6'));
  },
  sortIpAddressList: (list: unknown) => list,
  getClientVersion: () => '1.0',
};

function toNumber(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

/** The address that this computer would send from. Connecting a UDP socket sends nothing. */
function addressTowardsInternet(): Promise<string> {
  return new Promise((settle) => {
    const socket = createSocket('udp4');
    const end = (address: string) => {
      socket.close();
      settle(address);
    };
    socket.once('error', () => end(ownAddress));
    socket.connect(53, '192.0.2.1', () => end(socket.address().address));
  });
}

async function findProxy(script: string, host: string): Promise<Spoken> {
  for (;;) {
    asked.clear();
    const spoken = await run(script, host);
    if (asked.size === 0) return spoken;
    await Promise.all([...asked].map(resolve));
  }
}

async function resolve(name: string): Promise<void> {
  const leftMs = Math.min(lookupMs, Math.max(0, lookupsEndAt - performance.now()));
  const found = lookup(name, { all: true }).then(
    (each) => each.map(({ address }) => address),
    () => [],
  );
  known.set(name, leftMs === 0 ? [] : await Promise.race([found, sleep(leftMs, [])]));
}

async function run(script: string, host: string): Promise<Spoken> {
  const vm = await QuickJS.create({ memoryLimit: memoryBytes });
  const evaluate = (code: string) => vm.evalCode(code, 'proxy.pac');
  try {
    for (const [name, answer] of Object.entries(functions)) {
      const inside = (...args: JSValueHandle[]) =>
        vm.hostToHandle(answer(...(args.map((arg) => vm.dump(arg)) as never[])));
      vm.setProp(vm.global, name, vm.newFunction(name, inside));
    }
    evaluate(script);
    const find = evaluate(
      `typeof FindProxyForURLEx === 'function' ? FindProxyForURLEx : typeof FindProxyForURL === 'function' ? FindProxyForURL : null`,
    );
    if (find.isNull) return { problem: 'not-a-script', detail: 'no FindProxyForURL' };
    const answer = vm.callFunction(find, vm.undefined, vm.newString(`https://${host}/`), vm.newString(host));
    const type = vm.typeof(answer);
    if (answer.isNull || answer.isUndefined) return { text: '' };
    if (type !== 'string') return { problem: 'script-failed', detail: `answered with a ${type}` };
    return { text: answer.toString().slice(0, longestAnswer) };
  } catch (error) {
    // What a script throws may be anything; what QuickJS throws has these two.
    const { name, message } = error as { name: unknown; message: unknown };
    const detail = `${name}: ${message}`.slice(0, longestAnswer);
    if (name === 'SyntaxError') return { problem: 'not-a-script', detail };
    return { problem: message === 'out of memory' ? 'out-of-memory' : 'script-failed', detail };
  }
}

async function answer(): Promise<Spoken[]> {
  const { script, hosts } = workerData as { readonly script: string; readonly hosts: readonly string[] };
  ownAddress = await addressTowardsInternet();
  const spoken: Spoken[] = [];
  for (const host of hosts) spoken.push(await findProxy(script, host));
  return spoken;
}

void answer().then((spoken) => parentPort?.postMessage(spoken));
