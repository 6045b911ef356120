/** Which snippets there are, for what, and which of them the findings call for. */
import { z } from 'zod';
import allowlist from '../../assets/allowlist.json' with { type: 'json' };
import type { Finding, FindingCode } from '../model/finding.ts';
import type { Language } from '../model/settings.ts';

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

/** One product and one way of telling it. The sections for the purposes asked make up the snippet, in their order. */
const Format = z
  .object({
    id: z.string(),
    product: z.string(),
    kind: z.enum(['text', 'cli', 'config', 'gui']),
    /** tested: run on the product; documented: by the vendor; secondary: by others; composed: from parts that are. */
    confidence: z.enum(['tested', 'documented', 'secondary', 'composed', 'unverified']),
    source: z.string(),
    testedWith: z.string().nullable(),
    caveats: z.string(),
    sections: z.array(
      z.object({
        /** The section belongs to each of these. */
        purposes: z.array(Purpose).min(1),
        /** It is left out where one of these is asked for, too. */
        unless: z.array(Purpose).default([]),
        template: z.string(),
      }),
    ),
    undo: z.string().nullable(),
  })
  .transform((format) => ({
    ...format,
    purposes: Purpose.options.filter((purpose) =>
      format.sections.some((section) => section.purposes.includes(purpose)),
    ),
  }));
export type Format = z.infer<typeof Format>;

const all: readonly Format[] = z.array(Format).parse(allowlist.formats);

/** All formats, in the order in which they are best listed. */
export function formats(): readonly Format[] {
  return all;
}

/** The format with this id; `plain-text` is the letter to IT in the given language. */
export function findFormat(id: string, language: Language): Format | null {
  const wanted = id === plainText ? `generic-${language}` : id;
  return all.find((format) => format.id === wanted) ?? null;
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
  const fitting = detected.filter((id) => all.some((format) => format.id === id && serves(format, purposes)));
  return [...new Set(fitting)];
}

function serves(format: Format, purposes: readonly Purpose[]): boolean {
  return format.purposes.some((purpose) => purposes.includes(purpose));
}
