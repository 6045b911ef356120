/** Worlds in which HTTPS leaves through a proxy, or not at all. */
import { dataHost, installHost } from '../addresses.ts';
import { authentication, directHttpsDropped, proxy, proxyAddress } from '../proxies.ts';
import type { Scenario } from '../scenario.ts';

const bothFail = { [dataHost]: 'failing', [installHost]: 'failing' } as const;

export const routes: readonly Scenario[] = [
  {
    name: 'P14 https leaves through the proxy only',
    world: { ...proxy('http_access allow all'), forwarding: directHttpsDropped },
    expect: {
      exitCode: 0,
      verdict: 'clear',
      hosts: { [dataHost]: 'clear', [installHost]: 'clear' },
      path: 'proxy',
      findings: [{ code: 'proxy-only', severity: 'info' }],
    },
  },
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
];
