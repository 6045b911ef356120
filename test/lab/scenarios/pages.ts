/** Worlds in which somebody else's page is shown. */
import { dataHost, installHost } from '../addresses.ts';
import { inspectedByMitmproxy } from '../inspectors.ts';
import { captivePortal, loginPage } from '../portal.ts';
import type { Scenario } from '../scenario.ts';

/** Over a connection that the computer trusts, as Zscaler's cloud answers for what its policy forbids. */
export const zscalerPage = (domain: string) => `
from mitmproxy import http

def request(flow):
    if flow.request.pretty_host.endswith("${domain}"):
        flow.response = http.Response.make(403, "<html>Internet Security by Zscaler</html>", {"Server": "Zscaler/6.2"})
`;

export const pages: readonly Scenario[] = [
  {
    name: 'P17 guest network waits for a login',
    world: captivePortal,
    expect: {
      exitCode: 2,
      verdict: 'offline',
      hosts: { [dataHost]: 'offline', [installHost]: 'offline' },
      findings: [{ code: 'captive-portal', host: null, location: loginPage }],
    },
  },
  {
    name: 'P23 filter shows its page over a connection that the computer trusts',
    world: { ...inspectedByMitmproxy(zscalerPage('codat.io')), trusted: ['mitmproxy'] },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
      findings: [dataHost, installHost].map((host) => ({
        code: 'block-page' as const,
        host,
        certainty: 'certain' as const,
        product: 'Zscaler',
        statusCode: 403,
      })),
    },
  },
];
