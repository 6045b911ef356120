/** Worlds in which nobody is to blame: no warning and no critical finding may appear in any of them. */
import { dataHost, dataHostElsewhere, hosts, installHost, publicResolvers, router } from '../addresses.ts';
import { answering, withoutIpv6 } from '../filters.ts';
import { translating } from '../nat64.ts';
import { autoconfig, directHttpsDropped, ownResolver, proxy, proxyAddress } from '../proxies.ts';
import type { Expectation, ExpectedFinding, Scenario } from '../scenario.ts';
import { originsWith } from '../servers.ts';
import type { World } from '../world.ts';

const clear: Expectation = {
  exitCode: 0,
  verdict: 'clear',
  hosts: { [dataHost]: 'clear', [installHost]: 'clear' },
  findings: [],
};
const clearWith = (...findings: ExpectedFinding[]): Expectation => ({ ...clear, findings });

/** Nobody unrelated is asked where all is well. */
const clearAtOnce: Expectation = {
  ...clear,
  sendsOnlyTo: [
    `udp ${router.ipv4}:53`,
    ...[hosts[dataHost], hosts[installHost]].flatMap(({ ipv4, ipv6 }) => [`tcp ${ipv4}:443`, `tcp ${ipv6}:443`]),
  ],
};

/** Both Codat hosts with these nginx directives. The data host's certificate is ECDSA, the other's RSA. */
const hardened = (tls: string): Partial<World> => ({ origins: originsWith({ tls }, dataHost, installHost) });
/** Both Codat hosts answer so, over their genuine certificates. */
const answered = (answer: string): Partial<World> => ({ origins: originsWith({ answer }, dataHost, installHost) });

/** IPv6 is dead as well, so that the program looks around, and meets what stands beside the way. */
const deadIpv6 = ['meta nfproto ipv6 drop'];
const ipv6Broken: ExpectedFinding = { code: 'ipv6-broken', severity: 'info' };

/** The first packet of each connection finds the bucket full, and nothing after it does. */
const firstSynLost = (['ip', 'ip6'] as const).flatMap((family) => [
  `tcp flags & (syn | ack) == syn meter ${family}syns { ${family} daddr . tcp sport limit rate over 1/hour burst 1 packets } accept`,
  `${family} version { 4, 6 } tcp flags & (syn | ack) == syn drop`,
]);

const strangeAddresses = (ipv4: string): Partial<World> => ({
  resolver: answering({ [dataHost]: { addresses: [ipv4], others: 'none' } }),
  redirecting: [`ip daddr ${ipv4} dnat ip to ${hosts[dataHost].ipv4}`],
});

const squid = proxy('http_access allow all');
const script = autoconfig(`function FindProxyForURL(url, host) { return "PROXY ${proxyAddress}"; }`);
const throughAutoconfig: Partial<World> = { ...script, middleboxes: [...script.middleboxes, ...squid.middleboxes] };

const deadResolver = '10.77.0.53';
const megabyte = 1_048_576;

export const innocent: readonly Scenario[] = [
  { name: 'P01 all is well', world: {}, expect: clearAtOnce },
  // A client that offers the X25519 group alone is refused here: the certificate's own curve must be among the groups
  // (RFC 8422, section 5.1.1).
  {
    name: 'origin speaks tls 1.2 only and shows an ecdsa certificate',
    world: hardened('ssl_protocols TLSv1.2;'),
    expect: clearAtOnce,
  },
  // TLS 1.3 then costs a HelloRetryRequest (RFC 8446, section 4.1.4), which is no fault.
  {
    name: 'origin offers the p-256 group only',
    world: hardened('ssl_ecdh_curve prime256v1;'),
    expect: clearAtOnce,
  },
  {
    name: 'origin sends a long chain with a cross-signed root',
    world: { origins: originsWith({ identity: 'longChain' }, dataHost) },
    expect: clearAtOnce,
  },
  {
    name: 'origin gives no tickets and closes every connection',
    world: hardened('ssl_session_tickets off; ssl_session_cache off; keepalive_timeout 0;'),
    expect: clearAtOnce,
  },
  { name: 'servers are far away', world: { roundTripMs: 300 }, expect: clear },
  {
    name: 'one packet in twenty is lost',
    world: { forwarding: ['numgen random mod 100 < 5 drop'] },
    expect: clear,
  },
  { name: 'first packet of every connection is lost', world: { forwarding: firstSynLost }, expect: clear },
  { name: 'resolver takes its time', world: { resolver: answering({ '': { afterMs: 1_500 } }) }, expect: clear },
  {
    name: 'first resolver of two is dead',
    world: { nameservers: [deadResolver, router.ipv4], resolverOptions: 'options timeout:1' },
    expect: clearWith({ code: 'dns-resolver-down', severity: 'info', resolver: deadResolver }),
  },
  {
    name: 'first resolver of two is dead and the system is patient',
    world: { nameservers: [deadResolver, router.ipv4] },
    expect: clearWith({ code: 'dns-resolver-down', severity: 'info', resolver: deadResolver }),
  },
  { name: 'resolver knows no ipv6 address', world: { resolver: withoutIpv6 }, expect: clear },
  {
    name: 'resolver gives an ipv6 address where nobody is',
    world: { resolver: answering({ [dataHost]: { addresses: ['2001:db8:100::99'], others: 'honest' } }) },
    expect: clear,
  },
  {
    name: 'P13 ipv6 leads nowhere',
    world: { forwarding: deadIpv6 },
    expect: clearWith(ipv6Broken),
  },
  {
    name: 'resolver gives other addresses than the rest of the world sees',
    world: {
      resolver: answering({ [dataHost]: { addresses: Object.values(dataHostElsewhere), others: 'none' } }),
      forwarding: deadIpv6,
    },
    expect: clearWith(ipv6Broken),
  },
  {
    name: 'provider translates an address of its own network',
    world: strangeAddresses('100.64.7.10'),
    expect: clear,
  },
  { name: 'network speaks ipv6 only and translates', world: translating, expect: clear },
  {
    name: 'network translates for a computer of both families and ipv6 is dead',
    world: { ...translating, clientFamilies: ['ipv4', 'ipv6'], forwarding: deadIpv6 },
    expect: clearWith(ipv6Broken),
  },
  { name: 'computer has no ipv6 address', world: { clientFamilies: ['ipv4'] }, expect: clearAtOnce },
  { name: 'vpn client hands out fake addresses', world: strangeAddresses('198.18.0.10'), expect: clear },
  {
    name: 'resolver answers unknown names with an advertisement',
    world: { resolver: answering({ '': { insteadOfUnknown: '203.0.113.77' } }), forwarding: deadIpv6 },
    expect: clearWith(ipv6Broken),
  },
  {
    name: 'dns over https is blocked',
    world: {
      forwarding: [`ip daddr { ${publicResolvers.join(', ')} } tcp dport 443 drop`, ...deadIpv6],
    },
    expect: clearWith(ipv6Broken),
  },
  {
    name: 'network asks not to use dns over https',
    world: { resolver: answering({ 'use-application-dns.net': { rcode: 3 } }), forwarding: deadIpv6 },
    expect: { ...clearWith(ipv6Broken), sendsNothingTo: publicResolvers },
  },
  {
    name: 'hosts to compare with are down',
    world: {
      forwarding: [
        `ip daddr { ${hosts['www.example.com'].ipv4}, ${hosts['www.microsoft.com'].ipv4} } drop`,
        `ip daddr ${hosts['www.msftconnecttest.com'].ipv4} reject with tcp reset`,
        ...deadIpv6,
      ],
    },
    expect: clearWith(ipv6Broken),
  },
  {
    name: 'genuine service refuses with words of a filter',
    world: answered('return 403 "<html>Powered By FortiGuard. Internet Security by Zscaler</html>";'),
    expect: clear,
  },
  {
    name: 'genuine service leads elsewhere',
    world: answered('return 302 https://gateway.zscaler.net/login;'),
    expect: clear,
  },
  { name: 'genuine service knows no such page', world: answered('return 404;'), expect: clear },
  {
    name: 'genuine service answers at length',
    world: {
      ...answered('root /run/lab; try_files /large.txt =500;'),
      files: { 'large.txt': 'a'.repeat(5 * megabyte) },
    },
    expect: clear,
  },
  {
    name: 'genuine service asks to come back later',
    world: { origins: originsWith({ answer: 'add_header Retry-After 120 always; return 429;' }, dataHost) },
    expect: clearWith({
      code: 'service-unavailable',
      host: dataHost,
      severity: 'info',
      statusCode: 429,
      retryAfter: '120',
    }),
  },
  {
    name: 'hosts file leads to the genuine service',
    world: { hostsFile: `${hosts[dataHost].ipv4} ${dataHost}\n` },
    expect: clearWith({
      code: 'hosts-file-override',
      host: dataHost,
      severity: 'info',
      addresses: [hosts[dataHost].ipv4],
    }),
  },
  {
    name: 'P14 https leaves through the proxy only',
    world: { ...proxy('http_access allow all'), forwarding: directHttpsDropped },
    expect: { ...clearWith({ code: 'proxy-only', severity: 'info' }), path: 'proxy' },
  },
  {
    name: 'office knows no outside name and leaves through its proxy',
    world: {
      ...proxy(`${ownResolver}http_access allow all`),
      resolver: answering({ '': { rcode: 3 } }),
      forwarding: directHttpsDropped,
    },
    expect: { ...clearWith({ code: 'proxy-only', severity: 'info' }), path: 'proxy' },
  },
  {
    name: 'autoconfig script leads through the proxy',
    world: throughAutoconfig,
    expect: { ...clear, path: 'proxy' },
  },
];
