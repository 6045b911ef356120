/** What holds for any evidence, also for such as no network gives. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advise } from '../../src/advice/advise.ts';
import { locales } from '../../src/advice/languages.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { Evidence } from '../../src/model/evidence.ts';
import { type Diagnosis, Finding, type FindingCode, Verdict } from '../../src/model/finding.ts';
import type { Observation } from '../../src/model/observation.ts';
import { evidence, numbered } from '../support/evidence.ts';

const runs = { numRuns: 400 };
const codes: readonly FindingCode[] = Finding.options.map((option) => option.shape.code.value);

test('arbitrary evidence is what the schema takes', () => {
  fc.assert(
    fc.property(evidence, (any) => void expect(Evidence.parse(any)).toEqual(any)),
    { numRuns: 200 },
  );
});

test('arbitrary evidence leads to most findings', () => {
  const found = new Set(
    fc.sample(evidence, { numRuns: 1_500, seed: 1 }).flatMap((any) => diagnose(any).findings.map(({ code }) => code)),
  );
  expect(found.size).toBeGreaterThan(codes.length / 2);
});

test('a diagnosis is what the contract says, whatever the evidence, and changes nothing of it', () => {
  fc.assert(
    fc.property(evidence, (any) => {
      const { verdict, hosts, findings } = diagnose(frozen(any));
      for (const finding of findings) expect(Finding.parse(finding)).toEqual(finding);
      expect(hosts.map(({ host }) => host)).toEqual(any.hosts);
      expect(verdict).toBe(Verdict.options.find((worst) => hosts.some((host) => host.verdict === worst)));
    }),
    runs,
  );
});

/** They rest on what the computer says of itself. */
const withoutObservations: readonly FindingCode[] = [
  'network-offline',
  'hosts-file-override',
  'proxy-autoconfig-failed',
];

test('every claim rests on what was seen', () => {
  fc.assert(
    fc.property(evidence, (any) => {
      const ids = new Set(any.observations.map(({ id }) => id));
      for (const { code, because } of diagnose(any).findings) {
        for (const id of because) expect(ids).toContain(id);
        expect(new Set(because).size).toBe(because.length);
        if (!withoutObservations.includes(code)) expect(because, code).not.toEqual([]);
      }
    }),
    runs,
  );
});

test('saved and read again, the evidence says the same', () => {
  fc.assert(
    fc.property(evidence, (any) => {
      expect(diagnose(Evidence.parse(JSON.parse(JSON.stringify(any))))).toEqual(diagnose(any));
    }),
    runs,
  );
});

test('nothing is said twice', () => {
  fc.assert(
    fc.property(evidence, (any) => {
      fc.pre(new Set(any.hosts).size === any.hosts.length);
      const said = diagnose(any).findings.map((finding) => JSON.stringify({ ...finding, because: null }));
      expect(new Set(said).size).toBe(said.length);
    }),
    runs,
  );
});

describe('a verdict', () => {
  const mine = ({ findings }: Diagnosis, host: string) =>
    findings.filter((each) => each.host === null || each.host === host);
  const severities = (diagnosis: Diagnosis, host: string) => mine(diagnosis, host).map(({ severity }) => severity);

  test('of failing or offline never comes without its cause', () => {
    fc.assert(
      fc.property(evidence, (any) => {
        const diagnosis = diagnose(any);
        for (const { host, verdict } of diagnosis.hosts) {
          const found = mine(diagnosis, host).map(({ code }) => code);
          if (verdict === 'failing') expect(severities(diagnosis, host)).toContain('critical');
          if (verdict === 'offline')
            expect(found.some((code) => /^(network-offline|captive-portal)$/.test(code))).toBe(true);
          if (verdict === 'impaired') expect(severities(diagnosis, host)).toContain('warning');
          if (verdict === 'clear') expect(severities(diagnosis, host).filter((each) => each !== 'info')).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('is never failing for a host that answers behind a public certificate, whatever else was seen', () => {
    fc.assert(
      fc.property(evidence, (any) => {
        const healthy: Evidence = {
          ...any,
          hosts: [...new Set(any.hosts)],
          computer: { ...any.computer, routes: [], autoconfig: null },
          // The last look at each step counts.
          observations: numbered([
            ...any.observations.filter(({ purpose }) => purpose !== 'target'),
            ...any.hosts.flatMap(good),
          ]),
        };
        for (const { verdict } of diagnose(healthy).hosts) expect(['clear', 'impaired']).toContain(verdict);
      }),
      runs,
    );
  });

  function good(host: string): Observation[] {
    const operation = {
      id: '',
      host,
      purpose: 'target',
      startedAt: '2026-11-24T03:00:00.000Z',
      elapsedMs: 1,
      failure: null,
    } as const;
    const route = { route: 'direct', address: '192.0.2.7' } as const;
    const accepted = { bundled: null, system: null };
    return [
      {
        ...operation,
        kind: 'dns',
        name: host,
        transport: 'os',
        resolver: null,
        recordType: null,
        addresses: ['192.0.2.7'],
        reply: null,
        lateReplies: [],
      },
      { ...operation, kind: 'tcp', address: '192.0.2.7', port: 443 },
      {
        ...operation,
        ...route,
        kind: 'tls',
        serverName: host,
        hello: 'small',
        bytesRead: 4_000,
        protocol: 'TLSv1.3',
        alert: null,
        notTls: null,
        chain: [],
        judgement: {
          nameMatches: true,
          dates: 'valid',
          rejectedBy: accepted,
          anchoredIn: { bundled: true, system: true },
          publicIssuer: true,
        },
      },
      {
        ...operation,
        ...route,
        kind: 'http',
        url: `https://${host}/`,
        publiclyValid: true,
        statusCode: 200,
        headers: {},
        body: '',
      },
    ];
  }
});

describe('a cause hides its consequence', () => {
  const connection: readonly FindingCode[] = [
    'connect-blocked',
    'sni-filtered',
    'tls-interrupted',
    'wrong-certificate',
  ];
  const local: readonly FindingCode[] = ['clock-skewed', 'hosts-file-override'];
  const consequences: { readonly [Cause in FindingCode]?: readonly FindingCode[] } = {
    'network-offline': codes.filter((code) => code !== 'network-offline'),
    'captive-portal': codes.filter((code) => code !== 'captive-portal' && !local.includes(code)),
    'clock-skewed': ['wrong-certificate'],
    'hosts-file-override': ['dns-rewritten', ...connection],
    'local-firewall-denied': ['connect-blocked'],
    'dns-resolver-down': ['dns-blocked', 'dns-rewritten', ...connection],
    'dns-blocked': ['dns-rewritten', ...connection],
    'dns-rewritten': connection,
    'sni-filtered': ['tls-interrupted'],
    'block-page': ['tls-inspected'],
  };

  test('whatever the cause', () => {
    fc.assert(
      fc.property(evidence, (any) => {
        const { findings } = diagnose(any);
        for (const { code, host, severity } of findings) {
          const hidden = severity === 'info' ? [] : (consequences[code] ?? []);
          const beside = findings.filter((each) => host === null || each.host === null || each.host === host);
          for (const each of beside) expect(hidden, code).not.toContain(each.code);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each(Object.values(locales))('words are found for all of it ($tag)', (locale) => {
  fc.assert(
    fc.property(evidence, (any) => {
      const diagnosis = diagnose(any);
      expect(locale.headline(diagnosis)).not.toMatch(/undefined|null|\[object|NaN/);
      for (const { title, meaning, remedy } of advise(diagnosis, locale)) {
        for (const words of [title, meaning, remedy]) expect(words).not.toBe('');
      }
    }),
    { numRuns: 200 },
  );
});

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
