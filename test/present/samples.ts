/** Reports of what the lab's worlds showed: a line with what was known of the computer, then one observation a line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../../src/advice/locale.ts';
import { resultOf } from '../../src/app/check.ts';
import { snippetsFor } from '../../src/app/reportfile.ts';
import { Evidence } from '../../src/model/evidence.ts';
import type { Verdict } from '../../src/model/finding.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { ReportInput } from '../../src/present/report/input.ts';

const folder = join(import.meta.dirname, 'fixtures');

export const samples: readonly string[] = readdirSync(folder).map((file) => file.replace('.jsonl', ''));

export function sample(name: string): Evidence {
  const [head, ...observations] = readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return Evidence.parse({ ...head, observations });
}

export const createdAt = '2026-11-24T06:30:00.000Z';
const now = Date.parse(createdAt);
const quarterMs = 900_000;

/** A week with a night off, an outage, a warning and six hours of trouble until now. */
export const week: ReportInput['history'] = Array.from({ length: 7 * 96 }, (_, index) => 7 * 96 - index)
  .filter((quarters) => quarters < 400 || quarters > 480)
  .map((quarters) => ({
    checkedAt: new Date(now - quarters * quarterMs).toISOString(),
    verdict: verdictAt(quarters / 4),
  }));

function verdictAt(hoursAgo: number): Verdict {
  if (hoursAgo < 6) return 'failing';
  if (hoursAgo > 40 && hoursAgo < 44) return 'impaired';
  return hoursAgo > 70 && hoursAgo < 73 ? 'offline' : 'clear';
}

export function inputOf(evidence: Evidence, locale: Locale): ReportInput {
  const result = resultOf(evidence, locale);
  return {
    result,
    history: week,
    snippets: snippetsFor(result, locale, 'RECEPTION-PC'),
    locale,
    computer: 'RECEPTION-PC',
    createdAt,
    timeZone: 'America/Toronto',
  };
}

/** What a network, or a file that someone sent, may put where text is expected. */
export const hostile = [
  '</code></pre></style></script><script>globalThis.harmed = true</script>',
  '<img src=x onerror="globalThis.harmed = true">',
  '" onmouseover="globalThis.harmed = true" x="',
  "' autofocus onfocus='globalThis.harmed = true' tabindex='0",
  'javascript:globalThis.harmed=true//',
  '\u202egnp.exe\u2066\u0000\u001b[31m\u200b',
  '&lt;b&gt; &amp; ]]> <!-- --> {{host}}',
];

/** The same evidence with such text wherever it may have come from outside. */
export function spoil(evidence: Evidence): Evidence {
  let next = 0;
  const bad = () => hostile[next++ % hostile.length] ?? '';
  const spoilt = (seen: Observation): Observation => {
    const base = { ...seen, failure: seen.failure && { ...seen.failure, code: bad() } };
    switch (base.kind) {
      case 'dns':
        return {
          ...base,
          name: bad(),
          addresses: [bad(), ...base.addresses],
          reply: base.reply && {
            ...base.reply,
            rcode: bad(),
            canonicalNames: [bad()],
            extendedErrors: [{ infoCode: 15, text: bad() }],
          },
        };
      case 'tcp':
        return { ...base, address: bad() };
      case 'proxy':
        return { ...base, proxy: bad(), schemes: [bad()], headers: { via: bad(), server: bad() } };
      case 'tls':
        return {
          ...base,
          notTls: bad(),
          chain: base.chain.map((one) => ({
            ...one,
            subject: bad(),
            sha256: bad(),
            issuer: { ...one.issuer, dn: bad(), cn: bad() },
          })),
        };
      case 'http':
        return {
          ...base,
          url: bad(),
          body: bad(),
          headers: { location: bad(), server: bad(), via: bad(), 'retry-after': bad() },
        };
    }
  };
  return {
    ...evidence,
    program: { version: bad(), node: bad(), platform: bad() },
    computer: {
      ...evidence.computer,
      resolvers: [bad()],
      autoconfig: { url: bad(), failure: bad() },
      routes: evidence.computer.routes.map((route) => ({ ...route, proxy: bad() })),
    },
    observations: evidence.observations.map(spoilt),
  };
}
