/** A lab that cannot fail proves nothing: conclusions that differ from the expectation are told. */
import { expect, test } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { conclusionDifferences, differences, type Expectation, type Outcome } from './scenario.ts';

const host = 'quickbooksdesktop.codat.io';

const offline: Expectation = {
  exitCode: 2,
  verdict: 'offline',
  hosts: { [host]: 'offline' },
  findings: [{ code: 'network-offline', host: null }],
  sendsOnlyTo: ['udp 10.20.0.1:53'],
  sendsNothingTo: ['127.0.0.1'],
};

const finding: Result['findings'][number] = {
  ...{ code: 'network-offline', host: null, severity: 'critical', certainty: 'certain', product: null, because: [] },
  ...{ title: 'a', meaning: 'b', remedy: 'c' },
};
type Conclusion = Pick<Result, 'verdict' | 'hosts' | 'findings'>;
const conclusion: Conclusion = {
  verdict: 'offline',
  hosts: [{ host, verdict: 'offline', path: 'direct' }],
  findings: [finding],
};

const compare = (change: Partial<Conclusion>, outcome: Partial<Outcome> = {}) =>
  conclusionDifferences(offline, { ...conclusion, ...change }, { exitCode: 2, traffic: [], ...outcome });
const sent = (protocol: 'tcp' | 'udp', address: string, port: number) => ({
  traffic: [{ protocol, address, port, packets: 1 }],
});

test('what is as expected does not differ', () => expect(compare({}, sent('udp', '10.20.0.1', 53))).toEqual([]));

test.each([
  { what: 'another exit code', got: compare({}, { exitCode: 0 }), told: ['exit code'] },
  { what: 'another verdict', got: compare({ verdict: 'clear' }), told: ['verdict'] },
  {
    what: 'another verdict on the host',
    got: compare({ hosts: [{ host, verdict: 'clear', path: 'direct' }] }),
    told: ['hosts'],
  },
  { what: 'another path', got: compare({ hosts: [{ host, verdict: 'offline', path: 'proxy' }] }), told: ['hosts'] },
  { what: 'no host', got: compare({ hosts: [] }), told: ['hosts'] },
  { what: 'no finding', got: compare({ findings: [] }), told: ['finding missing'] },
  { what: 'the same finding twice', got: compare({ findings: [finding, finding] }), told: ['finding unexpected'] },
  {
    what: 'a finding on a host',
    got: compare({ findings: [{ ...finding, host }] }),
    told: ['finding missing', 'finding unexpected'],
  },
  {
    what: 'a question to somebody else',
    got: compare({}, sent('udp', '1.1.1.1', 53)),
    told: ['sent to udp 1.1.1.1:53'],
  },
  {
    what: 'a connection to this computer',
    got: compare({}, sent('tcp', '127.0.0.1', 443)),
    told: ['sent to tcp 127.0.0.1:443, which it has no need to', 'sent to tcp 127.0.0.1:443, which is forbidden'],
  },
  {
    what: 'a resolver asked without end',
    got: compare({}, { traffic: [{ protocol: 'udp', address: '10.20.0.1', port: 53, packets: 41 }] }),
    told: ['dnsPackets: 41, at most 40'],
  },
])('$what is told', ({ got, told }) => {
  expect(got).toEqual(told.map((start) => expect.stringMatching(new RegExp(`^${start}`))));
});

test.each(['no', '{}'])('%s is no result', (stdout) => {
  expect(differences(offline, { exitCode: 2, stdout, stderr: '', traffic: [] })[0]).toContain('the output is not');
});
