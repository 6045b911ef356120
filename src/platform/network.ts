/** Tells one network from another, without naming it: laptops move, and what worked on one says little of the next. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { outerAddresses } from './interfaces.ts';

/** A short hash of the resolvers, the proxies, the subnets and, where the system shows it, the gateway's hardware address. */
export function networkKey(resolvers: readonly string[], proxies: readonly (string | null)[]): string {
  const subnets = (outerAddresses() ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address, netmask }) => masked(address, netmask));
  const facts = [resolvers, proxies, subnets.toSorted(), gatewayHardware()];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

function masked(address: string, netmask: string): string {
  const bits = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((part, index) => Number(part) & (bits[index] ?? 0))
    .join('.');
}

/** proc(5): /proc/net/route has addresses in host byte order, /proc/net/arp a line for each neighbour. */
function gatewayHardware(): string | null {
  try {
    const gateway = /^\S+\s+00000000\s+([0-9A-F]{8})/m.exec(readFileSync('/proc/net/route', 'latin1'))?.[1];
    if (gateway === undefined) return null;
    const address = [...Buffer.from(gateway, 'hex').reverse()].join('.');
    const line = readFileSync('/proc/net/arp', 'latin1')
      .split('\n')
      .find((text) => text.startsWith(`${address} `));
    return line?.split(/\s+/)[3] ?? address;
  } catch {
    return null;
  }
}
