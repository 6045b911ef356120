/** Notices that the network is another, and that the computer has slept, by looking every 15 s: no native code tells. */
import { createSocket } from 'node:dgram';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

const pollMs = 15_000;
/** A timer that is later than this has slept. A busy computer is late by seconds. */
const leastSleepMs = 30_000;

/** Calls `onChange` until the signal fires. */
export function watchChanges(onChange: (kind: 'network' | 'resume') => void, signal: AbortSignal): void {
  let polledAt = Date.now();
  let route: string | null = null;

  async function poll(): Promise<void> {
    const slept = Date.now() - polledAt > pollMs + leastSleepMs;
    polledAt = Date.now();
    if (slept) onChange('resume');
    const next = routeOf(networkInterfaces(), await Promise.all([sourceAddress('udp4'), sourceAddress('udp6')]));
    if (signal.aborted) return;
    const moved = route !== null && next !== route;
    route = next;
    if (moved) onChange('network');
  }

  // A computer that cannot say what networks it has cannot say that they changed.
  const pollSafely = () => void poll().catch(() => {});
  const timer = setInterval(pollSafely, pollMs).unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  pollSafely();
}

/**
 * What the way out of this computer looks like: the interface that has one of the addresses from which it would send.
 * Other adapters, of virtual machines for the most part, come and go without effect. Without a way out, all that there is.
 */
export function routeOf(interfaces: Interfaces, sources: readonly (string | null)[]): string {
  const all = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? []).filter(({ internal }) => !internal).map((address) => ({ name, ...address })),
  );
  const names = all.filter(({ address }) => sources.includes(address)).map(({ name }) => name);
  const used = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  return JSON.stringify(
    used
      .filter(({ address }) => !/^fe80:/i.test(address))
      .map(({ name, mac, family, address, netmask }) =>
        // The second half of an IPv6 address changes once a day, to protect privacy (RFC 8981).
        [name, mac, family === 'IPv6' ? prefixOf(address) : `${address} ${netmask}`].join(' '),
      )
      .sort()
      .filter((text, index, every) => text !== every[index - 1]),
  );
}

/** The first 64 bits, as text. */
function prefixOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}

/** Addresses for documentation (RFC 5737, RFC 3849), which lie where the default route leads. */
const outside = { udp4: '192.0.2.1', udp6: '2001:db8::1' } as const;

/** The address that this computer would send from; null: it has no way out. Connecting a UDP socket sends nothing. */
export function sourceAddress(family: 'udp4' | 'udp6'): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const socket = createSocket(family);
  socket.once('error', () => resolve(null));
  socket.once('connect', () => resolve(socket.address().address));
  socket.connect(53, outside[family]);
  return promise.finally(() => socket.close());
}
