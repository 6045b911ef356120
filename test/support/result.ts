/** Saved evidence of worlds whose verdict is known, and the results that follow from it. */
import { locales } from '../../src/advice/languages.ts';
import { resultOf } from '../../src/app/check.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { FailureName } from '../../src/model/failure.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Result } from '../../src/model/result.ts';

export const host = 'quickbooksdesktop.codat.io';

type World = 'clear' | 'impaired' | 'failing' | 'offline' | 'inconclusive';

export function evidenceOf(world: World, checkedAt = new Date()): Evidence {
  const startedAt = checkedAt.toISOString();
  const operation = { host, purpose: 'target', startedAt, elapsedMs: 10 } as const;
  const failed = (name: FailureName | null) =>
    name === null ? null : ({ operation: 'connect', failure: name, code: null } as const);
  const found = (addresses: string[]): Observation => ({
    ...operation,
    id: 'dns-1',
    kind: 'dns',
    failure:
      addresses.length === 0 ? { operation: 'resolve', failure: 'dns_temporary_failure', code: 'EAI_AGAIN' } : null,
    name: host,
    transport: 'os',
    resolver: null,
    recordType: null,
    addresses,
    reply: null,
    lateReplies: [],
  });
  const connected = (name: FailureName | null): Observation => ({
    ...operation,
    id: 'tcp-1',
    kind: 'tcp',
    failure: failed(name),
    address: '192.0.2.7',
    port: 443,
  });
  const inspected = world === 'impaired';
  const unknown = {
    operation: 'tls_handshake',
    failure: 'ssl_unknown_authority',
    code: 'SELF_SIGNED_CERT_IN_CHAIN',
  } as const;
  const issuer = inspected
    ? { dn: 'O=Zscaler Inc., CN=Zscaler Root CA', cn: 'Zscaler Root CA', o: 'Zscaler Inc.', ou: '' }
    : { dn: 'O=Public Trust, CN=Issuing CA', cn: 'Issuing CA', o: 'Public Trust', ou: '' };
  const secured: Observation = {
    ...operation,
    id: 'tls-1',
    kind: 'tls',
    failure: null,
    route: 'direct',
    address: '192.0.2.7',
    serverName: host,
    hello: 'small',
    bytesRead: 4_000,
    protocol: 'TLSv1.3',
    alert: null,
    notTls: null,
    chain: [
      {
        subject: `CN=${host}`,
        issuer,
        validFrom: '2026-01-01T00:00:00.000Z',
        validTo: '2027-01-01T00:00:00.000Z',
        sha256: '00',
      },
    ],
    judgement: {
      nameMatches: true,
      dates: 'valid',
      rejectedBy: { bundled: inspected ? unknown : null, system: null },
      anchoredIn: { bundled: !inspected, system: true },
      publicIssuer: !inspected,
    },
  };
  const observations: { readonly [Name in World]: Observation[] } = {
    clear: [found(['192.0.2.7']), connected(null), secured],
    impaired: [found(['192.0.2.7']), connected(null), secured],
    failing: [found(['192.0.2.7']), connected('connection_refused')],
    offline: [found([])],
    inconclusive: [found(['192.0.2.7']), connected('interrupted')],
  };
  return {
    version: 1,
    program: { version: '0.0.0', node: 'v24.21.0', platform: 'linux' },
    checkedAt: startedAt,
    elapsedMs: 30,
    hosts: [host],
    computer: {
      families: { ipv4: world !== 'offline', ipv6: false },
      resolvers: [],
      routes: [{ host, path: 'direct', proxy: null, source: 'none' }],
      autoconfig: null,
      hostsFile: [],
      network: 'here',
      lastReached: [],
    },
    observations: observations[world],
  };
}

export function resultFrom(world: World, checkedAt = new Date()): Result {
  return resultOf(evidenceOf(world, checkedAt), locales.en);
}
