/** Resolvers that lie, each as its product lies. All stand on the router, where the client asks. */
import { publicResolvers, router } from './addresses.ts';
import { box } from './boxes/command.ts';
import type { Rules } from './boxes/responder.ts';
import { folder } from './namespaces.ts';
import { type Server, unbound } from './servers.ts';

/**
 * A response policy zone: what each of these names is an alias of, '.' being NXDOMAIN.
 * https://www.ietf.org/archive/id/draft-vixie-dnsop-dns-rpz-00.html
 */
export function policyZone(aliases: Readonly<Record<string, string>>): Server {
  const server = unbound(
    'resolver',
    'router',
    [router.ipv4],
    `rpz:\n  name: "filter.rpz"\n  zonefile: "filter.rpz"`,
    'respip ',
  );
  const zone = `$ORIGIN filter.rpz.
@ 300 IN SOA localhost. hostmaster.localhost. 1 3600 600 86400 60
@ 300 IN NS localhost.
${Object.entries(aliases)
  .map(([name, alias]) => `${name} 300 IN CNAME ${alias}\n`)
  .join('')}`;
  return { ...server, files: { ...server.files, 'filter.rpz': zone } };
}

/** Every name leads to one address, and none has an IPv6 address. */
export const catchAll = (address: string): Server => dnsmasq(`address=/#/${address}\nfilter-AAAA`);

/** dnsmasq in front of an honest public resolver; lines of its configuration say where it lies. */
function dnsmasq(lines: string): Server {
  return {
    role: 'router',
    files: {
      'dnsmasq.conf': `
no-resolv
no-hosts
user=root
pid-file=
log-facility=-
listen-address=${router.ipv4},${router.ipv6}
bind-interfaces
${publicResolvers.map((address) => `server=${address}`).join('\n')}
${lines}
`,
    },
    command: ['dnsmasq', '--keep-in-foreground', `--conf-file=${folder}/dnsmasq.conf`],
    listens: [`udp ${router.ipv4}:53`, `tcp ${router.ipv4}:53`],
  };
}

/** Honest, but for IPv4 addresses, of which it knows none. */
export const withoutIpv4: Server = dnsmasq('filter-A');

/** Honest, but for IPv6 addresses, of which it knows none. */
export const withoutIpv6: Server = dnsmasq('filter-AAAA');

/** 0.0.0.0 and :: for a domain and all below it, as Pi-hole and ControlD answer. */
export const nullAddress = (domain: string): Server => dnsmasq(`address=/${domain}/#`);

/** Refuses to answer for a domain and all below it. */
export const refused = (domain: string): Server =>
  unbound('resolver', 'router', [router.ipv4], `  local-zone: "${domain}." always_refuse`);

/** Answers of one's choice, errors and extended ones among them, or silence. */
export const answering = (rules: Rules): Server => ({
  role: 'router',
  files: {},
  command: box('responder', router.ipv4, publicResolvers[0], JSON.stringify(rules)),
  listens: [`udp ${router.ipv4}:53`, `tcp ${router.ipv4}:53`],
});

/** One address for a domain and all below it, and nothing for IPv6. */
export const sinkhole = (domain: string, address: string): Server =>
  unbound(
    'resolver',
    'router',
    [router.ipv4],
    `  local-zone: "${domain}." redirect\n  local-data: "${domain}. 60 IN A ${address}"`,
  );
