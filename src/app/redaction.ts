/** Evidence is made to be mailed: it must not say who sits at which computer, nor what opens a door. */
import { homedir, hostname, userInfo } from 'node:os';
import type { Evidence } from '../model/evidence.ts';
import type { Result } from '../model/result.ts';

/** Whole words are looked for, but a single letter is no name. */
const shortestName = 2;

/** What a network may have written into a page or a header: this user's name, this computer's, and the home folder. */
export function ownNames(): ReadonlyMap<string, string> {
  const computer = hostname();
  const names: [string, string][] = [
    [homedir(), '[home]'],
    [userInfo().username, '[user]'],
    [computer, '[computer]'],
    [computer.split('.')[0] ?? '', '[computer]'],
  ];
  return new Map(names.filter(([name]) => name.length >= shortestName));
}

/** Where free text from the network stands. Issuers and names are left as they are: they are the evidence. */
const freeText = new Set(['body', 'notTls', 'text', 'location', 'via']);

/** The same evidence without these names, without credentials in URLs, and without the values of their queries. */
export function redact(evidence: Evidence, names: ReadonlyMap<string, string>): Evidence {
  return JSON.parse(JSON.stringify(evidence), (key, value: unknown) =>
    typeof value === 'string' && freeText.has(key) ? redactText(value, names) : value,
  ) as Evidence;
}

/** Any text that is about to leave this computer: without this user's names, credentials and queries. */
export function redactText(text: string, names: ReadonlyMap<string, string>): string {
  let redacted = text
    .replace(/(\b[a-z][a-z0-9+.-]{1,15}:\/\/)[^\s/@"'<>]{1,256}@/gi, '$1')
    .replace(/([?&;][\w.-]{1,64}=)[^\s&;"'<>]{1,2048}/g, '$1…');
  for (const [name, mask] of names) redacted = replaceWord(redacted, name, mask);
  return redacted;
}

/**
 * A whole result without a single address, page or name of this network: for those who would rather say too little. What
 * was found stays; where, on this network, does not.
 */
export function redactStrictly(result: Result): Result {
  const masks = new Map<string, string>();
  const mask = (address: string) => {
    const known = masks.get(address) ?? `[address-${masks.size + 1}]`;
    masks.set(address, known);
    return known;
  };
  const hosts = new Set(result.evidence.hosts);
  return JSON.parse(JSON.stringify(result), (key, value: unknown) => {
    if (typeof value !== 'string' || hosts.has(value)) return value;
    if (freeText.has(key)) return '';
    if (key === 'proxy') return '[proxy]';
    return value.replace(addresses, mask);
  }) as Result;
}

/** IPv4, and IPv6 with at least two colons; times of the day have letters or no second colon beside them. */
const addresses = /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:.-])(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{3,39}(?![\w:.-])/gi;

/** Whole words only, in any letter case. */
function replaceWord(text: string, word: string, mask: string): string {
  const escaped = RegExp.escape(word);
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped}(?![\\p{L}\\p{N}_-])`, 'giu'), mask);
}
