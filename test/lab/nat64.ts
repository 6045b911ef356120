/** A network that speaks IPv6 only, and translates to where only IPv4 is spoken: DNS64 and NAT64. */
import { hosts, router } from './addresses.ts';
import { type Server, unbound } from './servers.ts';
import type { World } from './world.ts';

/** Makes an IPv6 address of every IPv4 address, for a network that translates (RFC 6147, RFC 6052). */
const dns64: Server = unbound(
  'resolver',
  'router',
  [router.ipv6],
  '  dns64-prefix: 64:ff9b::/96\n  dns64-synthall: yes',
  'dns64 ',
);

/** NAT64 (RFC 6146) as the client sees it: behind the translated address is the host. */
const translated = (ipv4: string) =>
  `64:ff9b::${ipv4
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{4})/, '$1:')}`;
export const translating: Partial<World> = {
  clientFamilies: ['ipv6'],
  nameservers: [router.ipv6],
  resolver: dns64,
  redirecting: Object.values(hosts).map(({ ipv4, ipv6 }) => `ip6 daddr ${translated(ipv4)} dnat ip6 to ${ipv6}`),
};
