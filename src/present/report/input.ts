import type { Format, Purpose } from '../../advice/allowlist.ts';
import type { Locale } from '../../advice/locale.ts';
import type { Verdict } from '../../model/finding.ts';
import type { Result } from '../../model/result.ts';
import type { Clock } from './clock.ts';

/** A text for IT, ready to be pasted. */
export interface Snippet {
  readonly format: Format;
  readonly text: string;
  /** What of that which is needed it serves. */
  readonly serves: readonly Purpose[];
  readonly undo: string | null;
  /** detected: of a product that was found; letter: the text that fits all; other: what is common. */
  readonly role: 'detected' | 'letter' | 'other';
}

export interface ReportInput {
  readonly result: Result;
  /** Earlier results of this computer, oldest first. */
  readonly history: readonly { readonly checkedAt: string; readonly verdict: Verdict }[];
  /** Best first. */
  readonly snippets: readonly Snippet[];
  readonly locale: Locale;
  /** null where it must not be named. */
  readonly computer: string | null;
  readonly createdAt: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** What every part of the page is given. */
export interface Frame {
  readonly locale: Locale;
  readonly clock: Clock;
  /** The fragment to link to, by the id of each observation that is shown. */
  readonly anchors: ReadonlyMap<string, string>;
}
