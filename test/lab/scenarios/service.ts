/** Worlds in which the network is fine and the service is not. */
import type { FindingOf } from '../../../src/model/finding.ts';
import { dataHost, hosts, installHost, router } from '../addresses.ts';
import type { IdentityName } from '../certificates.ts';
import type { Scenario } from '../scenario.ts';
import { originsWith, publicResolverWith, unbound } from '../servers.ts';
import { countingSite, routerSite } from '../sites.ts';
import { dataHostFails } from './expectations.ts';

const badCertificate = (
  name: string,
  identity: IdentityName,
  problem: FindingOf<'wrong-certificate'>['problem'],
): Scenario => ({
  name,
  world: { origins: originsWith({ identity }, dataHost) },
  expect: dataHostFails({ code: 'wrong-certificate', host: dataHost, problem, severity: 'critical' }),
});

const unknownName = `  local-zone: "${dataHost}." always_nxdomain`;

export const service: readonly Scenario[] = [
  {
    name: 'P20 data host answers that it is unavailable',
    world: { origins: originsWith({ answer: 'return 503;' }, dataHost) },
    expect: {
      exitCode: 2,
      verdict: 'failing',
      hosts: { [dataHost]: 'failing', [installHost]: 'clear' },
      findings: [
        { code: 'service-unavailable', host: dataHost, manner: 'http-status', statusCode: 503, product: null },
      ],
    },
  },
  {
    // nginx's own status 444: it closes without an answer.
    name: 'data host closes instead of answering',
    world: { origins: originsWith({ answer: 'return 444;' }, dataHost) },
    expect: dataHostFails({ code: 'service-unavailable', host: dataHost, manner: 'no-answer', statusCode: null }),
  },
  {
    name: 'data host answers with something else than http',
    world: countingSite(dataHost, dataHost, '220 mail.example ESMTP\r\n'),
    expect: dataHostFails({ code: 'service-unavailable', host: dataHost, manner: 'malformed', statusCode: null }),
  },
  {
    name: 'no resolver anywhere knows the data host',
    world: {
      resolver: unbound('resolver', 'router', [router.ipv4], unknownName),
      publicResolver: publicResolverWith(unknownName),
    },
    expect: dataHostFails({ code: 'service-unavailable', host: dataHost, manner: 'name-not-found' }),
  },
  badCertificate('data host shows the certificate of another', 'www.example.com', 'name'),
  badCertificate('data host shows an expired certificate', 'expired', 'expired'),
  badCertificate('data host shows a certificate of the future', 'notYetValid', 'not-yet-valid'),
  badCertificate('data host shows a certificate of an unknown authority', 'unknownAuthority', 'unknown-authority'),
  badCertificate('data host shows a certificate of its own making', 'selfSigned', 'unknown-authority'),
  {
    // What .NET on Windows can fetch by itself (authority information access), this program cannot.
    name: 'data host leaves out the intermediate certificate',
    world: { origins: originsWith({ identity: 'incomplete' }, dataHost) },
    expect: {
      exitCode: 1,
      verdict: 'impaired',
      hosts: { [dataHost]: 'impaired', [installHost]: 'clear' },
      findings: [{ code: 'wrong-certificate', host: dataHost, problem: 'incomplete-chain', severity: 'warning' }],
    },
  },
  {
    name: 'something else than tls answers',
    world: {
      redirecting: [
        `ip daddr ${hosts[dataHost].ipv4} tcp dport 443 redirect to :8080`,
        `ip6 daddr ${hosts[dataHost].ipv6} tcp dport 443 redirect to :8080`,
      ],
      middleboxes: [
        routerSite('plain', ['0.0.0.0:8080', '[::]:8080'], 'listen 8080; listen [::]:8080; return 200 "Hello";'),
      ],
    },
    expect: dataHostFails({ code: 'not-tls', host: dataHost, severity: 'critical' }),
  },
  {
    // OpenSSL offers versions before 1.2 at its lowest security level only.
    name: 'data host speaks outdated tls only',
    world: {
      origins: originsWith({ tls: 'ssl_protocols TLSv1 TLSv1.1; ssl_ciphers DEFAULT:@SECLEVEL=0;' }, dataHost),
    },
    expect: dataHostFails({ code: 'tls-version-rejected', host: dataHost, offered: ['TLSv1.1'] }),
  },
];
