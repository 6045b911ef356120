/** Reads the chain that a server showed, and follows its signatures to a root, whatever its dates and names say. */
import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate } from 'node:tls';
import type { Certificate } from '../model/observation.ts';
import { printable } from './untrusted.ts';

const longestChain = 10;
const longestField = 256;

/** The sent certificates, leaf first. Empty where the peer sent none. */
export function sentChain(leaf: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let at: DetailedPeerCertificate | undefined = leaf;
  while (at?.raw !== undefined && chain.length < longestChain) {
    const certificate = new X509Certificate(at.raw);
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    chain.push(certificate);
    at = at.issuerCertificate;
  }
  return chain;
}

/** The facts of one certificate, made safe to show. */
export function describe(certificate: X509Certificate): Certificate {
  return {
    subject: oneLine(certificate.subject),
    issuer: {
      dn: oneLine(certificate.issuer),
      cn: attribute(certificate.issuer, 'CN'),
      o: attribute(certificate.issuer, 'O'),
      ou: attribute(certificate.issuer, 'OU'),
    },
    validFrom: certificate.validFromDate.toISOString(),
    validTo: certificate.validToDate.toISOString(),
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/**
 * Whether signatures lead from the leaf through the sent certificates to a root. Node judges trust and dates in one go
 * and reports the first error only, so that an expired certificate would hide who issued it.
 */
export function anchored(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  const bySubject = Map.groupBy(roots, (root) => root.subject);
  let at = chain[0];
  for (let step = 0; at !== undefined && step < longestChain; step++) {
    const current: X509Certificate = at;
    const vouches = (issuer: X509Certificate) => current.checkIssued(issuer) && current.verify(issuer.publicKey);
    const candidates = bySubject.get(current.issuer) ?? [];
    if (candidates.some((root) => root.fingerprint256 === current.fingerprint256 || vouches(root))) return true;
    at = chain.find((sent) => sent !== current && vouches(sent));
  }
  return false;
}

/** Organizations that issue under another name than their roots'. Source: Mozilla's list of intermediate CAs (CCADB). */
const alsoKnownAs: Readonly<Record<string, string>> = { "Let's Encrypt": 'Internet Security Research Group' };

/** Whether the organization that issued this certificate owns one of the roots. */
export function fromOrganizationOf(leaf: X509Certificate, roots: readonly X509Certificate[]): boolean {
  const organization = attribute(leaf.issuer, 'O');
  const owner = alsoKnownAs[organization] ?? organization;
  return owner !== '' && roots.some((root) => attribute(root.subject, 'O') === owner);
}

export function datesOf(leaf: X509Certificate, now: Date): 'valid' | 'expired' | 'not-yet-valid' {
  if (now < leaf.validFromDate) return 'not-yet-valid';
  return now > leaf.validToDate ? 'expired' : 'valid';
}

/** Node writes a distinguished name as one `TYPE=value` a line. */
function oneLine(name: string | undefined): string {
  return printable((name ?? '').slice(0, 4 * longestField).replaceAll('\n', ', '), 2 * longestField);
}

function attribute(name: string | undefined, type: string): string {
  const line = (name ?? '').split('\n', 64).find((text) => text.startsWith(`${type}=`));
  return line === undefined ? '' : printable(line.slice(type.length + 1), longestField);
}
