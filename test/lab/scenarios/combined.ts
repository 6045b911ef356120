/** Worlds in which two things are wrong at once. */
import { addressesOf, dataHost, hosts, installHost, router } from '../addresses.ts';
import { answering, policyZone } from '../filters.ts';
import { inspectedByMitmproxy, inspectedBySquid } from '../inspectors.ts';
import { captivePortal, loginPage, routerPage } from '../portal.ts';
import { authentication, autoconfig, bumpingProxy, directHttpsDropped, proxy, proxyAddress } from '../proxies.ts';
import type { Expectation, Scenario } from '../scenario.ts';
import { threeYearsAhead } from './computer.ts';
import { dataHostFails } from './expectations.ts';
import { zscalerPage } from './pages.ts';

const bothFail = {
  exitCode: 2,
  verdict: 'failing',
  hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
} satisfies Partial<Expectation>;
const deadIpv6 = ['meta nfproto ipv6 drop'];

export const combined: readonly Scenario[] = [
  {
    name: 'guest network waits for a login and the clock is wrong',
    world: { ...captivePortal, environment: threeYearsAhead },
    expect: {
      exitCode: 2,
      verdict: 'offline',
      hosts: { [dataHost]: 'offline', [installHost]: 'offline' },
      findings: [
        { code: 'captive-portal', host: null, location: loginPage },
        { code: 'clock-skewed', host: null },
      ],
    },
  },
  {
    name: 'proxy inspects all https and shows a block page for one host',
    world: { ...inspectedByMitmproxy(zscalerPage(dataHost)), trusted: ['mitmproxy'] },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'impaired' },
      findings: [
        { code: 'block-page', host: dataHost, product: 'Zscaler', statusCode: 403 },
        { code: 'tls-inspected', host: installHost, trusted: true, severity: 'warning', product: 'mitmproxy' },
      ],
    },
  },
  {
    name: 'dns filter denies the data host and ipv6 leads nowhere',
    world: { resolver: policyZone({ [dataHost]: '.' }), forwarding: deadIpv6 },
    expect: dataHostFails(
      { code: 'dns-blocked', host: dataHost, manner: 'nxdomain', certainty: 'likely' },
      { code: 'ipv6-broken', severity: 'info' },
    ),
  },
  {
    name: 'proxy inspects what goes through its tunnels',
    world: {
      ...bumpingProxy('fortinet', 'ssl_bump peek hello\nssl_bump bump all'),
      trusted: ['fortinet'],
      forwarding: directHttpsDropped,
    },
    expect: {
      exitCode: 1,
      verdict: 'impaired',
      hosts: { [dataHost]: 'impaired', [installHost]: 'impaired' },
      path: 'proxy',
      findings: [
        ...[dataHost, installHost].map((host) => ({
          code: 'tls-inspected' as const,
          host,
          trusted: true,
          severity: 'warning' as const,
          product: 'Fortinet',
        })),
        { code: 'proxy-only', severity: 'info' },
      ],
    },
  },
  {
    name: 'firewall inspects with a ca unknown to the computer and the clock is wrong',
    world: { ...inspectedBySquid('fortinet'), environment: threeYearsAhead },
    expect: {
      ...bothFail,
      findings: [
        { code: 'clock-skewed', host: null, severity: 'critical' },
        ...[dataHost, installHost].map((host) => ({
          code: 'tls-inspected' as const,
          host,
          trusted: false,
          product: 'Fortinet',
          severity: 'critical' as const,
        })),
      ],
    },
  },
  {
    name: 'dns filter denies one host and a firewall refuses the other',
    world: {
      resolver: policyZone({ [dataHost]: '.' }),
      forwarding: [
        `ip daddr ${addressesOf('ipv4', installHost)} tcp dport 443 reject with tcp reset`,
        `ip6 daddr ${addressesOf('ipv6', installHost)} tcp dport 443 reject with tcp reset`,
      ],
    },
    expect: {
      ...bothFail,
      findings: [
        { code: 'dns-blocked', host: dataHost, manner: 'nxdomain', certainty: 'likely' },
        { code: 'connect-blocked', host: installHost, manner: 'refused', scope: 'host' },
      ],
    },
  },
  {
    name: 'proxy asks for a password and the direct way is open',
    world: proxy(authentication),
    expect: {
      ...bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'proxy-authentication-required' as const,
        host,
        schemes: ['Negotiate', 'NTLM', 'Basic'],
        proxy: proxyAddress,
      })),
    },
  },
  {
    // The system prefers IPv6 (RFC 6724), and so does the connector: it gets the page of the router.
    name: 'resolver rewrites the ipv6 address only',
    world: {
      resolver: answering({ [dataHost]: { addresses: [router.ipv6], others: 'honest' } }),
      middleboxes: [routerPage],
    },
    expect: dataHostFails({ code: 'dns-rewritten', host: dataHost, addresses: [router.ipv6], certainty: 'likely' }),
  },
  {
    // The script is no excuse for a firewall that lets other hosts through.
    name: 'autoconfig script is missing and a firewall refuses the data host',
    world: {
      ...autoconfig(null),
      forwarding: [
        `ip daddr ${hosts[dataHost].ipv4} tcp dport 443 reject with tcp reset`,
        `ip6 daddr ${hosts[dataHost].ipv6} tcp dport 443 reject with tcp reset`,
      ],
    },
    expect: {
      ...bothFail,
      findings: [
        { code: 'proxy-autoconfig-failed', host: null, severity: 'critical' },
        { code: 'connect-blocked', host: dataHost, manner: 'refused', scope: 'host' },
      ],
    },
  },
  {
    name: 'dns filter denies the data host and dns over https is not wanted',
    world: {
      resolver: answering({ 'use-application-dns.net': { rcode: 3 }, [dataHost]: { rcode: 3 } }),
    },
    expect: {
      ...dataHostFails({ code: 'dns-blocked', host: dataHost, manner: 'nxdomain' }),
      sendsNothingTo: ['1.1.1.1', '8.8.8.8'],
    },
  },
  {
    name: 'firewall drops one host and its dns over https',
    world: {
      forwarding: [
        `ip daddr { ${hosts[dataHost].ipv4}, 1.1.1.1, 8.8.8.8 } drop`,
        `ip6 daddr ${hosts[dataHost].ipv6} drop`,
      ],
    },
    expect: dataHostFails({
      code: 'connect-blocked',
      host: dataHost,
      manner: 'dropped',
      scope: 'host',
      certainty: 'possible',
    }),
  },
];
