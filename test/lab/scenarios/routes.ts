/** Worlds in which HTTPS leaves through a proxy, or not at all. */
import { dataHost, installHost, router } from '../addresses.ts';
import {
  authentication,
  autoconfig,
  autoconfigUrl,
  bumpingProxy,
  closingProxy,
  directHttpsDropped,
  namedProxy,
  proxy,
  proxyAddress,
} from '../proxies.ts';
import type { Scenario } from '../scenario.ts';
import { originsWithout } from '../servers.ts';

const bothFail = { [dataHost]: 'failing', [installHost]: 'failing' } as const;

export const routes: readonly Scenario[] = [
  {
    name: 'P15 firewall drops all https',
    world: { forwarding: directHttpsDropped },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      findings: [dataHost, installHost].map((host) => ({
        code: 'connect-blocked' as const,
        host,
        manner: 'dropped' as const,
        scope: 'all-https' as const,
        certainty: 'likely' as const,
      })),
    },
  },
  {
    name: 'P24 proxy asks for a password',
    world: { ...proxy(authentication), forwarding: directHttpsDropped },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'proxy-authentication-required' as const,
        host,
        certainty: 'certain' as const,
        schemes: ['Negotiate', 'NTLM', 'Basic'],
        proxy: proxyAddress,
      })),
    },
  },
  {
    name: 'P25 proxy denies both hosts',
    world: {
      ...proxy('acl codat dstdomain .codat.io\nhttp_access deny codat\nhttp_access allow all'),
      forwarding: directHttpsDropped,
    },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'proxy-denied' as const,
        host,
        certainty: 'certain' as const,
        product: 'Squid',
        statusCode: 403,
        proxy: proxyAddress,
        scope: 'host' as const,
      })),
    },
  },
  {
    name: 'proxy denies every host',
    world: { ...proxy('http_access deny all'), forwarding: directHttpsDropped },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'proxy-denied' as const,
        host,
        certainty: 'certain' as const,
        product: 'Squid',
        scope: 'all' as const,
      })),
    },
  },
  {
    name: 'proxy cannot reach the data host',
    world: {
      ...proxy('http_access allow all'),
      origins: originsWithout(dataHost),
      forwarding: directHttpsDropped,
    },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'clear' },
      path: 'proxy',
      findings: [
        { code: 'proxy-upstream-failed', host: dataHost, statusCode: 503, proxy: proxyAddress },
        { code: 'proxy-only', severity: 'info' },
      ],
    },
  },
  {
    name: 'proxy refuses connections',
    world: { ...namedProxy(router.ipv4), forwarding: directHttpsDropped },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'proxy-unreachable' as const,
        host,
        proxy: proxyAddress,
      })),
    },
  },
  {
    name: 'proxy has a name that nobody knows',
    world: namedProxy('proxy.office.example'),
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'proxy-unreachable' as const,
        host,
        proxy: 'proxy.office.example:3128',
      })),
    },
  },
  {
    name: 'proxy closes instead of answering',
    world: { ...closingProxy, forwarding: directHttpsDropped },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'proxy-drops-connect' as const,
        host,
        proxy: proxyAddress,
      })),
      proxyConnections: 1,
    },
  },
  {
    name: 'proxy ends connections by their names',
    world: {
      ...bumpingProxy(
        'fortinet',
        'acl codat ssl::server_name .codat.io\nssl_bump peek hello\nssl_bump terminate codat\nssl_bump splice all',
      ),
      forwarding: directHttpsDropped,
    },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      path: 'proxy',
      findings: [dataHost, installHost].map((host) => ({
        code: 'sni-filtered' as const,
        host,
        via: 'proxy' as const,
      })),
    },
  },
  {
    name: 'autoconfig script is missing and the direct way is open',
    world: autoconfig(null),
    expect: {
      exitCode: 1,
      verdict: 'impaired',
      hosts: { [dataHost]: 'impaired', [installHost]: 'impaired' },
      findings: [{ code: 'proxy-autoconfig-failed', host: null, severity: 'warning', url: autoconfigUrl }],
    },
  },
  {
    name: 'autoconfig script is missing and the direct way is closed',
    world: { ...autoconfig(null), forwarding: directHttpsDropped },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: bothFail,
      findings: [{ code: 'proxy-autoconfig-failed', host: null, severity: 'critical', url: autoconfigUrl }],
    },
  },
  {
    name: 'autoconfig script breaks off',
    world: autoconfig('function FindProxyForURL(url, host) { return offices[host].proxy; }'),
    expect: {
      exitCode: 1,
      verdict: 'impaired',
      hosts: { [dataHost]: 'impaired', [installHost]: 'impaired' },
      findings: [{ code: 'proxy-autoconfig-failed', host: null, severity: 'warning', url: autoconfigUrl }],
    },
  },
];
