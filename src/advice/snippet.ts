/** Templates of assets/allowlist.json turned into text that can be pasted. Only the names given go in. */

import type { Language } from '../model/settings.ts';
import { Host } from '../model/target.ts';
import { type Format, findFormat, type Purpose } from './allowlist.ts';

export interface SnippetOptions {
  /** At least one host name. */
  readonly hosts: readonly string[];
  /** What to ask for; sections for anything else are left out. */
  readonly purposes: readonly Purpose[];
  readonly language: Language;
  /** Values for placeholders other than those of hosts. What is not given stays visible, for IT to fill in. */
  readonly placeholders?: Readonly<Record<string, string>>;
}

/** The snippet of one format, for the purposes that it serves; null where it serves none of them or does not exist. */
export function renderSnippet(id: string, options: SnippetOptions): string | null {
  const format = findFormat(id, options.language);
  if (format === null) return null;
  const sections = sectionsFor(format, options.purposes);
  if (sections.length === 0) return null;
  return fill(sections.map((section) => section.template).join('\n'), options);
}

/** How to take the same snippet back; null where the format has no undo. */
export function renderUndo(id: string, options: SnippetOptions): string | null {
  const undo = findFormat(id, options.language)?.undo ?? null;
  return undo === null ? null : fill(undo, options);
}

/** Names of the placeholders that IT has to fill in, in the order of the text. */
export function openPlaceholders(snippet: string): readonly string[] {
  return [...new Set([...snippet.matchAll(/\{\{([a-z_]+)\}\}/gu)].flatMap((match) => match.slice(1)))];
}

function sectionsFor(format: Format, purposes: readonly Purpose[]): Format['sections'] {
  return format.sections.filter(
    (section) =>
      section.purposes.some((purpose) => purposes.includes(purpose)) &&
      !section.unless.some((purpose) => purposes.includes(purpose)),
  );
}

function fill(template: string, { hosts, placeholders = {} }: SnippetOptions): string {
  const names = hosts.map((host) => Host.parse(host));
  return template
    .replaceAll(/^\{\{([#/]hosts)\}\}(?:\n|$)/gmu, '{{$1}}')
    .replaceAll(/\{\{#hosts\}\}(.*?)\{\{\/hosts\}\}/gsu, (_, repeated: string) =>
      names.map((host, index) => fillHost(repeated, host, index + 1)).join(''),
    )
    .replaceAll(/\{\{([a-z_]+)\}\}/gu, (tag, name: string) => {
      const value = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
      return value !== undefined && inert.test(value) ? value : tag;
    })
    .trimEnd();
}

function fillHost(repeated: string, host: string, number: number): string {
  const values: Readonly<Record<string, string>> = {
    host,
    slug: host.replaceAll('.', '-'),
    host_regex: host.replaceAll('.', String.raw`\.`),
    n: String(number),
  };
  return repeated.replaceAll(/\{\{(host|slug|host_regex|n)\}\}/gu, (tag, name: string) => values[name] ?? tag);
}

/**
 * Enough for paths, computer names and host:port, and nothing that a shell, a quoted string or JSON gives a meaning to
 * inside the quotes of the templates. A value with anything else is left to IT.
 */
const inert = /^[\p{L}\p{N} ()\\/:._-]{1,260}$/u;
