/** A small world of certification authorities: one that is trusted, one that is not, and what both of them issued. */
import type { TlsOptions } from 'node:tls';
import { openRoots } from '../../src/probes/roots.ts';
import { type Identity, lastYear, makeIdentity, nextYear, tomorrow, type Wish, yesterday } from './certificates.ts';

export const serviceHost = 'service.example.test';
const service = { subject: [['CN', serviceHost]], names: [serviceHost] } satisfies Wish;

const root = makeIdentity({
  subject: [
    ['O', 'Test Trust'],
    ['CN', 'Test Root'],
  ],
  authority: true,
});
const issuing = makeIdentity({
  subject: [
    ['O', 'Test Trust'],
    ['CN', 'Test Issuing CA'],
  ],
  issuer: root,
  authority: true,
});
const inspector = makeIdentity({
  subject: [
    ['O', 'Fortinet Ltd.'],
    ['CN', 'FG100F'],
  ],
  authority: true,
});
const underInspector = makeIdentity({ subject: [['CN', 'FG100F-sub']], issuer: inspector, authority: true });

/** PEM of the one root that is trusted. */
export const publicRoot = root.certificate;

/** Trusts that root alone; the system's own roots come second, as in the program. */
export const roots = openRoots([root.certificate]);

function shows(leaf: Identity, ...others: readonly Identity[]): TlsOptions {
  return { key: leaf.key, cert: [leaf, ...others].map(({ certificate }) => certificate).join('') };
}

/** What a server may show, named for what is wrong with it. */
export const shown = {
  good: shows(makeIdentity({ ...service, issuer: issuing }), issuing),
  incomplete: shows(makeIdentity({ ...service, issuer: issuing })),
  expired: shows(makeIdentity({ ...service, issuer: issuing, from: lastYear, to: yesterday }), issuing),
  notYetValid: shows(makeIdentity({ ...service, issuer: issuing, from: tomorrow, to: nextYear }), issuing),
  wrongName: shows(makeIdentity({ ...service, names: ['other.example.test'], issuer: issuing }), issuing),
  wrongPurpose: shows(makeIdentity({ ...service, issuer: issuing, purpose: 'client' }), issuing),
  selfSigned: shows(makeIdentity(service)),
  unknownRootSent: shows(makeIdentity({ ...service, issuer: inspector }), inspector),
  unknownIntermediateSent: shows(makeIdentity({ ...service, issuer: underInspector }), underInspector),
  unknownLeafAlone: shows(makeIdentity({ ...service, issuer: inspector })),
  expiredFromUnknown: shows(makeIdentity({ ...service, issuer: inspector, from: lastYear, to: yesterday }), inspector),
} as const satisfies Record<string, TlsOptions>;
