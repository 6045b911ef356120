import { describe, expect, it } from 'vitest';
import { redact } from '../../src/app/redaction.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { HttpObservation } from '../../src/model/observation.ts';

const names = new Map([
  ['C:\\Users\\mtremblay', '[home]'],
  ['mtremblay', '[user]'],
  ['COMPTA-07', '[computer]'],
]);

const page: HttpObservation = {
  id: 'http-1',
  kind: 'http',
  host: 'quickbooksdesktop.codat.io',
  purpose: 'target',
  startedAt: '2026-11-24T03:00:00.000Z',
  elapsedMs: 12,
  failure: null,
  route: 'direct',
  address: '198.51.100.10',
  url: 'https://quickbooksdesktop.codat.io/',
  publiclyValid: false,
  statusCode: 403,
  headers: {
    server: 'Zscaler/6.2',
    location: 'https://mtremblay:secret@gateway.example/block?user=ACME%5Cmtremblay&cat=9',
  },
  body: 'Blocked. User: ACME\\MTremblay on compta-07, profile C:\\Users\\mtremblay. mtremblayson is someone else.',
};

function mailed(seen: HttpObservation): HttpObservation {
  const evidence: Evidence = {
    version: 1,
    program: { version: '0.0.0', node: 'v24', platform: 'win32' },
    checkedAt: seen.startedAt,
    elapsedMs: 12,
    hosts: [seen.host],
    computer: {
      families: { ipv4: true, ipv6: false },
      resolvers: [],
      routes: [],
      autoconfig: null,
      hostsFile: [],
      network: '',
      lastReached: [],
    },
    observations: [seen],
  };
  return redact(evidence, names).observations[0] as HttpObservation;
}

describe('a block page that names the user and the computer', () => {
  const { body, headers } = mailed(page);

  it('is kept without them', () => {
    expect(body).toBe('Blocked. User: ACME\\[user] on [computer], profile [home]. mtremblayson is someone else.');
  });

  it('keeps where it redirects to, and no credentials and no values of the query', () => {
    expect(headers.location).toBe('https://gateway.example/block?user=…&cat=…');
  });

  it('keeps what names the product', () => {
    expect(headers.server).toBe('Zscaler/6.2');
  });
});
