/** Which snippets there are, for what, and which of them the findings call for. */
import { z } from 'zod';
import allowlist from '../../assets/allowlist.json' with { type: 'json' };
import type { Finding, FindingCode } from '../model/finding.ts';
import type { Language } from '../model/settings.ts';
import { space } from './fr/typeset.ts';

/**
 * What a snippet asks for.
 *
 * allow              let the names out on TCP 443
 * tls-exempt         do not decrypt them
 * proxy-auth-exempt  do not ask them for a login
 * proxy-bypass       reach them without the proxy
 * verify             look afterwards whether it worked
 */
export const Purpose = z.enum(['allow', 'tls-exempt', 'proxy-auth-exempt', 'proxy-bypass', 'verify']);
export type Purpose = z.infer<typeof Purpose>;

const Text = z.string().min(1);
const InBoth = z.strictObject({ en: Text, fr: Text });
/** A name or a command reads the same in both languages. */
const Said = z.union([Text, InBoth]);

/** Sentence by sentence, so that none can be forgotten in one language. */
const Sentences = z
  .strictObject({ en: z.array(Text), fr: z.array(Text) })
  .refine(({ en, fr }) => en.length === fr.length, 'one language says more sentences than the other');

/** One product and one way of telling it. The sections for the purposes asked make up the snippet, in their order. */
const Entry = z
  .strictObject({
    id: Text,
    product: Said,
    kind: z.enum(['text', 'cli', 'config', 'gui']),
    /** tested: run on the product; documented: by the vendor; secondary: by others; composed: from parts that are. */
    confidence: z.enum(['tested', 'documented', 'secondary', 'composed', 'unverified']),
    source: Said,
    testedWith: InBoth.nullable(),
    caveats: Sentences,
    sections: z
      .array(
        z.strictObject({
          /** The section belongs to each of these. */
          purposes: z.array(Purpose).min(1),
          /** It is left out where one of these is asked for, too. */
          unless: z.array(Purpose).default([]),
          template: Said,
        }),
      )
      .min(1),
    undo: Said.nullable(),
  })
  .refine(
    ({ kind, sections, undo }) =>
      kind !== 'gui' || [...sections.map(({ template }) => template), undo].every((said) => typeof said !== 'string'),
    'the way through menus is told in words, so in both languages',
  );
type Entry = z.infer<typeof Entry>;

/** A format in one language. */
export interface Format extends Pick<Entry, 'id' | 'kind' | 'confidence'> {
  readonly product: string;
  readonly source: string;
  readonly testedWith: string | null;
  readonly caveats: readonly string[];
  readonly sections: readonly (Omit<Entry['sections'][number], 'template'> & { readonly template: string })[];
  readonly undo: string | null;
  /** What its sections serve. */
  readonly purposes: readonly Purpose[];
}

/** @throws ZodError for a format that is not whole in both languages */
export function readFormats(written: unknown): { readonly [Tag in Language]: readonly Format[] } {
  const entries = z.array(Entry).parse(written);
  return {
    en: entries.map((entry) => inLanguage(entry, 'en')),
    fr: entries.map((entry) => inLanguage(entry, 'fr')),
  };
}

function inLanguage(entry: Entry, language: Language): Format {
  const spaced = language === 'fr' ? space : (text: string) => text;
  const pick = (said: z.infer<typeof Said>) => (typeof said === 'string' ? said : said[language]);
  const say = (said: z.infer<typeof Said>) => spaced(pick(said));
  // The spaces of commands are not ours to change.
  const order = entry.kind === 'cli' || entry.kind === 'config' ? pick : say;
  const { id, kind, confidence, product, source, testedWith, caveats, sections, undo } = entry;
  return {
    ...{ id, kind, confidence, product: say(product), source: say(source) },
    testedWith: testedWith === null ? null : say(testedWith),
    caveats: caveats[language].map(spaced),
    sections: sections.map((section) => ({ ...section, template: order(section.template) })),
    undo: undo === null ? null : order(undo),
    purposes: Purpose.options.filter((purpose) => sections.some((section) => section.purposes.includes(purpose))),
  };
}

const all = readFormats(allowlist.formats);

/** All formats, in the order in which they are best listed. */
export function formats(language: Language): readonly Format[] {
  return all[language];
}

/** The format with this id; `plain-text` is the letter to IT in the given language. */
export function findFormat(id: string, language: Language): Format | null {
  const wanted = id === plainText ? `generic-${language}` : id;
  return formats(language).find((format) => format.id === wanted) ?? null;
}

const plainText = 'plain-text';

/** A page inside HTTPS can only be put there by something that decrypts, so block-page is among them. */
const inspection: ReadonlySet<FindingCode> = new Set(['tls-inspected', 'block-page']);

/** The proxy answers, and refuses or fails: where direct connections are possible, going around it is a way out. */
const refusal: ReadonlySet<FindingCode> = new Set(['proxy-denied', 'proxy-drops-connect', 'proxy-upstream-failed']);

/** Only the proxy leads out here, so a bypass would close the one way there is. */
const noWayAround: ReadonlySet<FindingCode> = new Set(['proxy-only', 'connect-blocked']);

/** What the findings call for, and no more: Codat itself asks only for port 443. */
export function purposesFor(findings: readonly Finding[]): readonly Purpose[] {
  const found = (codes: ReadonlySet<FindingCode>) => findings.some((finding) => codes.has(finding.code));
  const purposes: Purpose[] = ['allow'];
  if (found(inspection)) purposes.push('tls-exempt');
  if (found(new Set(['proxy-authentication-required']))) purposes.push('proxy-auth-exempt');
  if (found(refusal) && !found(noWayAround)) purposes.push('proxy-bypass');
  return purposes;
}

/** A name is refused where it is resolved: DNS filters come before firewalls. */
const resolution: ReadonlySet<FindingCode> = new Set(['dns-blocked', 'dns-rewritten']);

/**
 * Ids of formats to offer, best first: those of the products found, then the common ones for what is asked (the
 * particular request before the general one), then the letter and the list of names, which fit everything.
 */
export function suggestedFormats(findings: readonly Finding[]): readonly string[] {
  const purposes = purposesFor(findings);
  const common: Readonly<Record<Purpose | 'dns', readonly string[]>> = allowlist.common;
  const dns = findings.some((finding) => resolution.has(finding.code)) ? common.dns : [];
  const usual = purposes.toReversed().flatMap((purpose) => common[purpose]);
  return [...new Set([...detectedFormats(findings), ...dns, ...usual, plainText, 'plain-hosts'])];
}

/** Ids of the formats of the products found, where they serve what the findings call for. */
export function detectedFormats(findings: readonly Finding[]): readonly string[] {
  const purposes = purposesFor(findings);
  const byProduct: Readonly<Record<string, readonly string[]>> = allowlist.byProduct;
  const detected = findings.flatMap(({ product }) =>
    product !== null && Object.hasOwn(byProduct, product) ? (byProduct[product] ?? []) : [],
  );
  const fitting = detected.filter((id) => all.en.some((format) => format.id === id && serves(format, purposes)));
  return [...new Set(fitting)];
}

function serves(format: Format, purposes: readonly Purpose[]): boolean {
  return format.purposes.some((purpose) => purposes.includes(purpose));
}
