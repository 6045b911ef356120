import { describe, expect, it } from 'vitest';
import { formats } from '../../src/advice/allowlist.ts';
import { locales } from '../../src/advice/languages.ts';
import type { Locale } from '../../src/advice/locale.ts';
import type { Message } from '../../src/advice/tray.ts';
import type { Diagnosis, Finding } from '../../src/model/finding.ts';
import type { Words } from '../../src/model/result.ts';
import { codatHosts } from '../../src/model/target.ts';
import { codes, diagnoses, findings, findingsOf } from './samples.ts';

const [sync, install] = codatHosts;

const wordsOf = (locale: Locale, finding: Finding): Words => locale.finding[finding.code](finding as never);
const inBoth = <Value>(say: (locale: Locale) => Value) => ({ en: say(locales.en), fr: say(locales.fr) });

const words = inBoth((locale) => findings.map((finding) => ({ finding, ...wordsOf(locale, finding) })));

/** Each wrong sentence once, so that a failure is short to read. */
const unique = (texts: readonly string[]) => [...new Set(texts)];

const noon = new Date(2026, 0, 2, 12, 0);

/** Every notification but those of a result, with sample values in every gap. */
function messages({ notification, notice }: Locale): Message[] {
  return [
    notification.recovered,
    notification.copied('Cloudflare Gateway (Zero Trust/WARP) – x'),
    notification.copySaved('/home/someone/.local/state/connection-check/allowlist-plain-text.txt'),
    notification.reportSaved('/home/someone/.local/state/connection-check/reports/connection-check-2026-01-02.html'),
    notification.notOpened('/home/someone/.local/state/connection-check/report.html'),
    notification.notSaved('ENOSPC'),
    notification.noResult,
    notification.settingsApplied,
    notification.settingsRefused('…'),
    notification.autostartRefused('EACCES'),
    notification.about('1.2.3'),
    notice.unstable,
    ...diagnoses.filter(({ verdict }) => verdict === 'failing').map(notice.reminder),
    ...findingsOf('tls-inspected')
      .flatMap((finding) => [finding, { ...finding, product: 'Cloudflare Gateway (Zero Trust/WARP)' }])
      .map(notice.inspected),
  ];
}

/** What a locale says outside of findings, with sample values in every gap. */
function otherStrings(locale: Locale): string[] {
  const { menu, page, notification, problem, help } = locale;
  const known = ['one', 'two'];
  const standings = Object.keys(locale.standing) as (keyof Locale['standing'])[];
  return [
    ...Object.values(locale.explain),
    locale.waiting,
    ...Object.values(locale.standing),
    ...Object.values(locale.severity),
    ...Object.values(locale.certainty),
    ...diagnoses.flatMap((diagnosis) => [
      locale.headline(diagnosis),
      ...Object.values(notification.result(diagnosis)),
      ...diagnosis.hosts.map(locale.hostLine),
    ]),
    ...[0, 59_000, 120_000, 7_200_000, 900_000_000].map(locale.ago),
    ...standings.flatMap((standing) => [
      menu.status(standing, null, noon),
      menu.status(standing, noon, noon),
      menu.status(standing, noon, new Date(2026, 0, 3)),
    ]),
    menu.paused(noon),
    ...Object.values(menu.purpose),
    ...Object.values(menu).filter((words) => typeof words === 'string'),
    ...messages(locale).flatMap(({ title, body }) => [title, body]),
    locale.guide,
    ...[
      page.checkedAt('10:00'),
      page.because(['tls-1']),
      page.whatToDo('…'),
      page.asAlready,
      page.allowlistHint,
      page.checking,
    ],
    ...[page.noResult, ...formats(locale.tag).flatMap((format) => page.snippetNotes(format, null))],
    ...[page.alreadyRunning, page.notAnswering, page.ofAnotherUser(60_000)],
    ...[page.noTray('ENOENT'), page.watching(300), page.watching(10), page.outdated(3_600_000)],
    ...reportWords(locale),
    help.main,
    ...Object.values(help.command),
    ...problems(problem, known),
  ];
}

/**
 * What is said about formats, and in those that are read rather than run. The letters are each in the language that their
 * name tells.
 */
function formatStrings({ tag }: Locale): string[] {
  return formats(tag).flatMap(({ id, kind, product, source, testedWith, caveats, sections, undo }) => {
    const read = kind === 'gui' || id.startsWith(`generic-${tag}`) ? sections.map(({ template }) => template) : [];
    return [
      product,
      source,
      ...(testedWith === null ? [] : [testedWith]),
      ...caveats,
      ...read,
      ...(kind === 'gui' ? [undo ?? ''] : []),
    ];
  });
}

/** Comments in commands and configurations. */
function commentStrings({ tag }: Locale): string[] {
  const text = formats(tag)
    .filter(({ kind }) => kind === 'cli' || kind === 'config')
    .flatMap(({ sections, undo }) => [...sections.map(({ template }) => template), undo ?? ''])
    .join('\n');
  return text.match(/(# |^; |^rem |^\(|\/\/ ).*$/gmu) ?? [];
}

const label = /«\u202f[^»]*\u202f»/gu;

/** What a vendor calls a thing stays in the vendor’s language, and in guillemets; addresses have none. */
const ownWords = (text: string) => text.replaceAll(/«[ \u202f][^»]*»|\S+\/\S+|\{\{.*?\}\}/gu, '…');

/** What the report says, with sample values in every gap. */
function reportWords({ report }: Locale): string[] {
  const say = (words: unknown): string[] => {
    if (typeof words === 'string') return [words];
    if (typeof words === 'object' && words !== null) return Object.values(words).flatMap(say);
    return [];
  };
  const { region, kind, ...others } = report;
  return [
    ...say(others),
    ...[1, 2].flatMap((count) => [
      report.products(count),
      report.otherProducts(count),
      report.everything(count),
      report.truncated(count),
      report.counted(count, '…'),
      report.moreTransitions(count),
    ]),
    ...[
      report.copyLabel('Squid'),
      report.copyUndoLabel('Squid'),
      report.rejected('…'),
      report.lifetime('60'),
      report.alias('a.example'),
    ],
    ...[report.until('1', '2'), report.schemes('NTLM'), report.made('…'), report.fact.resolver('10.0.0.1')],
  ];
}

function problems(problem: Locale['problem'], known: readonly string[]): string[] {
  return [
    problem.unknownCommand('chek', known),
    problem.unknownOption('--jsn', ''),
    problem.unknownOption('--jsn', 'check'),
    problem.missingValue('--lang'),
    problem.unexpectedArgument('extra', ''),
    problem.unexpectedArgument('extra', 'check'),
    problem.badChoice('--lang', 'de', known),
    problem.unknownFormat('fortinet', known),
    problem.unknownFormat('pan', []),
    problem.missingCode(known),
    problem.unknownCode('dns-blokked', known),
    problem.unreadable('a.json', 'ENOENT'),
    problem.notJson('a.json', 'line 1'),
    problem.badSetting('a.json', 'intervalSeconds', 'zero'),
    problem.unknownSetting('a.json', 'hosst', known),
    problem.unwritable('a.json', 'ENOSPC'),
    problem.noCertificates('a.pem'),
    problem.notEvidence('a.json', 'no observations'),
    problem.futureEvidence('a.json', 9, 1),
    problem.unusableProxy('https_proxy'),
    problem.stateFolder('/state', 'EACCES'),
    problem.oldNode('20.1.0', '24.21.0'),
  ];
}

const sentences = inBoth(({ tag }) =>
  unique(words[tag].flatMap(({ title, meaning, remedy }) => [title, meaning, remedy])),
);
const strings = inBoth((locale) =>
  unique([...sentences[locale.tag], ...otherStrings(locale), ...formatStrings(locale)]),
);

/** A diagnosis of one finding, on the host that it concerns. */
const alone = (finding: Finding): Diagnosis => ({
  verdict: finding.severity === 'critical' ? 'failing' : 'impaired',
  hosts: [
    { host: finding.host ?? sync, verdict: finding.severity === 'critical' ? 'failing' : 'impaired', path: 'direct' },
  ],
  findings: [finding],
});

describe.each(Object.values(locales))('$tag', (locale) => {
  it('has words for every finding, with every gap filled', () => {
    const wrong = strings[locale.tag].filter(
      (text) => text.trim() === '' || /undefined|(?<!-)\bnull\b(?!-)|NaN|\[object/.test(text),
    );
    expect(wrong).toEqual([]);
    expect(words[locale.tag].filter(({ title, meaning, remedy }) => !title || !meaning || !remedy)).toEqual([]);
  });

  it('leaves no double spaces or stops behind where a gap is empty', () => {
    expect(sentences[locale.tag].filter((text) => /\s\s|\.\.|\s[.,]|\(\s|\s$|^\s/.test(text))).toEqual([]);
  });

  it('keeps titles to 70 characters, whatever the host is called', () => {
    expect(unique(words[locale.tag].map(({ title }) => title)).filter((title) => title.length > 70)).toEqual([]);
  });

  it('keeps notifications within 48 and 200 characters', () => {
    const shown = [...messages(locale), ...diagnoses.map(locale.notification.result)];
    expect(unique(shown.map(({ title }) => title)).filter((title) => title.length > 48)).toEqual([]);
    expect(unique(shown.map(({ body }) => body)).filter((body) => body.length > 200)).toEqual([]);
  });

  it('says in a title what is seen, and accuses nobody', () => {
    const accusing = words[locale.tag].filter(
      ({ finding, title }) =>
        !(finding.code === 'block-page' && finding.certainty === 'certain') &&
        /block|firewall|filter|bloqu|pare-feu|filtr/i.test(title),
    );
    expect(unique(accusing.map(({ title }) => title))).toEqual([]);
    const named = words[locale.tag].filter(
      ({ finding, title }) => finding.certainty !== 'certain' && /inspect/i.test(title),
    );
    expect(unique(named.map(({ title }) => title))).toEqual([]);
  });

  it('states a cause only when it is certain', () => {
    const doubt = {
      en: /\bEither .+, or .+: this check can’t tell which\./,
      fr: /\bSoit .+, soit .+\u00a0: ce test ne permet pas de trancher\./,
    };
    const odds = { en: /\bMost likely /, fr: /\bTrès probablement, / };
    for (const { finding, meaning } of words[locale.tag]) {
      const about = `${finding.code}, ${finding.certainty}: ${meaning}`;
      expect(doubt[locale.tag].test(meaning), about).toBe(finding.certainty === 'possible');
      expect(odds[locale.tag].test(meaning), about).toBe(finding.certainty === 'likely');
      if (finding.certainty !== 'possible') continue;
      const certain = wordsOf(locale, { ...finding, certainty: 'certain' }).meaning.split(/(?<=\.)\s/);
      expect(
        certain.filter((sentence) => !meaning.includes(sentence)),
        about,
      ).toHaveLength(1);
    }
  });

  it('says who does what', () => {
    const actor = { en: /^(You|Nobody|You and your IT): /, fr: /^(Vous|Personne|Vous et votre service TI)\u00a0: / };
    expect(
      unique(words[locale.tag].map(({ remedy }) => remedy)).filter((text) => !actor[locale.tag].test(text)),
    ).toEqual([]);
  });

  it('names no firewall where the fault is the line’s, a portal’s, a clock’s or the service’s', () => {
    const innocent = (finding: Finding) =>
      ['network-offline', 'captive-portal', 'clock-skewed', 'service-unavailable', 'ipv6-broken'].includes(
        finding.code,
      ) ||
      (finding.code === 'wrong-certificate' &&
        ['expired', 'not-yet-valid', 'incomplete-chain'].includes(finding.problem));
    const said = words[locale.tag]
      .filter(({ finding }) => innocent(finding))
      .flatMap(({ finding, title, meaning, remedy }) => {
        const { title: heading, body } = locale.notification.result(alone(finding));
        return [title, meaning, remedy, heading, body, locale.headline(alone(finding))];
      });
    const offline = diagnoses
      .filter(({ verdict }) => verdict === 'offline')
      .flatMap((diagnosis) => [locale.headline(diagnosis), ...Object.values(locale.notification.result(diagnosis))]);
    const accusation = /firewall|filter|block|allowlist|pare-feu|filtr|bloqu|liste d’autorisation/i;
    expect(unique([...said, ...offline]).filter((text) => accusation.test(text))).toEqual([]);
  });

  it('advises exemptions only where they help', () => {
    const advising = (pattern: RegExp) =>
      unique(words[locale.tag].filter(({ remedy }) => pattern.test(remedy)).map(({ finding }) => finding.code));
    expect(advising(/TLS inspection|inspects TLS|inspection TLS|inspecte TLS/)).toEqual([
      'tls-inspected',
      'block-page',
    ]);
    expect(advising(/authentication|authentification/)).toEqual(['proxy-authentication-required']);
  });

  it('asks for names and a port, never for addresses', () => {
    const remedies = words[locale.tag].filter(
      ({ finding: { code } }) => code === 'connect-blocked' || code === 'block-page',
    );
    for (const { finding, remedy } of remedies) {
      expect(remedy).toContain('TCP 443');
      for (const host of finding.host === 'service.example.com' ? [finding.host] : codatHosts)
        expect(remedy).toContain(host);
    }
  });

  it('names a product only where there is evidence of it', () => {
    const naming = unique(
      words[locale.tag]
        .filter(({ title, meaning, remedy }) => `${title}${meaning}${remedy}`.includes('Zscaler'))
        .map(({ finding }) => `${finding.code} ${finding.product}`),
    );
    expect(naming).toContain('tls-inspected Zscaler');
    expect(naming).toContain('dns-blocked Zscaler');
    expect(naming).toContain('block-page Zscaler');
    expect(naming.filter((text) => text.endsWith(' null'))).toEqual([]);
  });

  it('tells syncing from installing', () => {
    const loss = { en: /QuickBooks data can’t sync/, fr: /données QuickBooks ne se synchronisent pas/ };
    const risk = {
      en: /installing or updating the connector may fail/,
      fr: /installation ou la mise à jour du connecteur peut échouer/,
    };
    for (const { finding, meaning } of words[locale.tag]) {
      if (finding.host === install) expect(meaning).not.toMatch(loss[locale.tag]);
      if (finding.host !== install) expect(meaning).not.toMatch(risk[locale.tag]);
    }
    const dropped = (host: string) =>
      findings.find((finding) => finding.code === 'connect-blocked' && finding.host === host);
    expect(wordsOf(locale, dropped(sync) as Finding).meaning).toMatch(loss[locale.tag]);
    expect(wordsOf(locale, dropped(install) as Finding).meaning).toMatch(risk[locale.tag]);
  });

  it('explains every finding in 5 to 12 lines of at most 80 columns', () => {
    for (const code of codes) {
      const lines = locale.explain[code].split('\n').filter((line) => line !== '');
      expect(lines.length, code).toBeGreaterThanOrEqual(5);
      expect(lines.length, code).toBeLessThanOrEqual(12);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    }
  });

  it('fits help into 80 columns and mentions every command, option and exit code', () => {
    const { main, command } = locale.help;
    const common = ['--config ', '--lang en|fr', '--help', '--version'];
    const own = {
      check: ['--json', '--replay ', '--exit-style rmm'],
      watch: ['--json'],
      status: ['--json', '--exit-style rmm'],
      allowlist: ['--list', '--format ', '--purpose '],
      report: ['--out ', '--replay '],
      bundle: ['--out ', '--redaction '],
      explain: ['explain CODE'],
    };
    const every = Object.entries(own).flatMap(([name, options]) => [`  ${name}`, ...options]);
    for (const wanted of [...every, ...common, '  0  ', '  1  ', '  2  ', '  3  ']) expect(main).toContain(wanted);
    for (const [name, options] of Object.entries(own))
      for (const wanted of [`connection-check ${name}`, ...options, ...common])
        expect(command[name as keyof typeof own]).toContain(wanted);
    const lines = [main, ...Object.values(command)].flatMap((text) => text.split('\n'));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('fits the page that Help opens into 80 columns, and names what the menu calls things', () => {
    const { guide, menu } = locale;
    expect(guide.split('\n').filter((line) => line.length > 80)).toEqual([]);
    for (const name of ['test', 'showDetails', 'saveReport', 'copyPlainText', 'pause', 'startAtLogin', 'exit'] as const)
      expect(guide).toContain(menu[name]);
  });

  it('puts each problem on one line, with the thing in it', () => {
    const lines = problems(locale.problem, ['one', 'two']);
    const things = [
      'chek',
      '--jsn',
      '--jsn',
      '--lang',
      'extra',
      'extra',
      '--lang',
      'fortinet',
      'pan',
      'explain',
      'dns-blokked',
    ];
    for (const [index, thing] of things.entries()) expect(lines[index]).toContain(thing);
    for (const line of lines.slice(things.length, -3)) expect(line).toMatch(/a\.(json|pem)/);
    expect(lines.at(-3)).toContain('https_proxy');
    expect(lines.at(-2)).toContain('/state');
    expect(lines.at(-1)).toContain('24.21.0');
    expect(lines.filter((line) => line.includes('\n') || !line.endsWith('.'))).toEqual([]);
  });
});

describe('a headline', () => {
  const said = (verdict: Diagnosis['verdict'], ...each: readonly Diagnosis['verdict'][]) =>
    locales.en.headline({
      verdict,
      hosts: each.map((own, index) => ({ host: codatHosts[index] ?? '', verdict: own, path: 'direct' })),
      findings: [],
    });

  it('says first what works and what doesn’t', () => {
    expect(said('clear', 'clear', 'clear')).toBe('Connected: QuickBooks data can reach Codat.');
    expect(said('impaired', 'impaired', 'clear')).toBe('Connected, with a warning.');
    expect(said('failing', 'failing', 'clear')).toBe(`QuickBooks data can’t sync: this computer can’t reach ${sync}.`);
    expect(said('failing', 'failing', 'failing')).toBe(
      `QuickBooks data can’t sync: this computer can’t reach ${sync} or ${install}.`,
    );
    expect(said('failing', 'clear', 'failing')).toBe(
      `Syncing works, but installing or updating the connector may fail: ${install} can’t be reached.`,
    );
    expect(said('failing', 'inconclusive', 'failing')).toBe(
      `Installing or updating the connector may fail: ${install} can’t be reached.`,
    );
    expect(said('offline', 'offline', 'offline')).toBe('This computer is offline.');
    expect(said('inconclusive', 'inconclusive', 'clear')).toBe('Could not tell whether the connector gets through.');
  });
});

describe('how long ago', () => {
  it('is told in the largest unit that says enough', () => {
    const ages = [-5000, 0, 59_999, 60_000, 3_599_000, 7_200_000, 86_400_000, 172_800_000];
    expect(ages.map(locales.en.ago)).toEqual([
      'just now',
      'just now',
      'just now',
      '1 min ago',
      '59 min ago',
      '2 h ago',
      '24 h ago',
      '2 days ago',
    ]);
    expect(ages.map(locales.fr.ago)).toEqual([
      'à l’instant',
      'à l’instant',
      'à l’instant',
      'il y a 1 min',
      'il y a 59 min',
      'il y a 2 h',
      'il y a 24 h',
      'il y a 2 jours',
    ]);
  });
});

describe('the two languages', () => {
  it('say nothing in the same words', () => {
    const english = new Set(sentences.en);
    expect(sentences.fr.filter((text) => english.has(text))).toEqual([]);
  });

  it('don’t mix', () => {
    expect(strings.en.filter((text) => /[À-ÖØ-öø-ÿœ«»\u00a0\u202f]/.test(text))).toEqual([]);
    const english = /\b(the|and|your|with|this|can|then|delete|add)\b/i;
    expect([...strings.fr, ...commentStrings(locales.fr)].map(ownWords).filter((text) => english.test(text))).toEqual(
      [],
    );
    expect(commentStrings(locales.en).filter((text) => /[^\0-\u007f]/u.test(text))).toEqual([]);
  });
});

describe('typography', () => {
  const straight = /\p{L}'\p{L}|"/u;

  it('curls apostrophes and quotation marks', () => {
    expect([...strings.en, ...strings.fr].filter((text) => straight.test(text))).toEqual([]);
  });

  // Office québécois de la langue française, "Espacement avant et après les signes de ponctuation".
  it('spaces French punctuation with the spaces that don’t break', () => {
    const rules = {
      'narrow before ; ! ?': /[^\u202f][;!?](?=\s|$)/,
      'narrow inside guillemets': /«[^\u202f]|[^\u202f]»/,
      'no-break before a colon': /[^\u00a0]:(?=\s|$)/,
      'guillemets, not English marks': /[“”]/,
    };
    for (const [rule, broken] of Object.entries(rules))
      expect(
        strings.fr.filter((text) => broken.test(text.replaceAll(label, '«\u202f…\u202f»'))),
        rule,
      ).toEqual([]);
  });
});
