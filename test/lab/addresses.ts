/**
 * Who is where in every world of the lab.
 *
 *   client ---- router ---- servers
 *
 * Nothing leads out: the three are network namespaces without a link to the machine. Hosts have documentation addresses
 * (RFC 5737, RFC 3849), each its own, so that a world can block one and spare the other. Whatever is not listed here is
 * swallowed by the router without an answer, as the internet does with most addresses that nobody uses.
 */
export const client = { ipv4: '10.20.0.50', ipv6: '2001:db8:20::50' };
export const router = { ipv4: '10.20.0.1', ipv6: '2001:db8:20::1' };
/** The link between router and servers. */
export const uplink = {
  router: { ipv4: '10.99.0.1', ipv6: 'fd99::1' },
  servers: { ipv4: '10.99.0.2', ipv6: 'fd99::2' },
};

export const hosts = {
  'quickbooksdesktop.codat.io': { ipv4: '198.51.100.10', ipv6: '2001:db8:100::10' },
  'connectors.codat.io': { ipv4: '198.51.100.20', ipv6: '2001:db8:100::20' },
  'www.example.com': { ipv4: '203.0.113.30', ipv6: '2001:db8:113::30' },
  'www.microsoft.com': { ipv4: '203.0.113.40', ipv6: '2001:db8:113::40' },
  'www.msftconnecttest.com': { ipv4: '203.0.113.50', ipv6: '2001:db8:113::50' },
} as const;
export type LabHost = keyof typeof hosts;

export const dataHost = 'quickbooksdesktop.codat.io';
export const installHost = 'connectors.codat.io';

/** Where the data host is, too, as seen from another place of the world: a content network has many addresses. */
export const dataHostElsewhere = { ipv4: '198.51.100.11', ipv6: '2001:db8:100::11' };

/** Public resolvers: plain DNS on 53 and RFC 8484 on 443. */
export const publicResolvers = ['1.1.1.1', '8.8.8.8'] as const;

/** Where Cisco Umbrella sends blocked categories: https://www.cisco.com/c/en/us/support/docs/security/umbrella/224799. */
export const umbrellaBlockPage = '146.112.61.106';
/**
 * The address of sinkhole.paloaltonetworks.com, where nobody answers:
 * https://docs.paloaltonetworks.com/dns-security/administration/configure-dns-security/enable-dns-security
 */
export const paloAltoSinkhole = '198.135.184.22';

/** Every address that the servers' namespace answers to. */
export const serverAddresses: readonly string[] = [
  ...Object.values(hosts).flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6]),
  ...Object.values(dataHostElsewhere),
  ...publicResolvers,
  umbrellaBlockPage,
];

/** The addresses of hosts, ready for an nft set. */
export function addressesOf(family: 'ipv4' | 'ipv6', ...names: readonly LabHost[]): string {
  return `{ ${names.map((name) => hosts[name][family]).join(', ')} }`;
}
