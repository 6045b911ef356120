/** A locale is one typed object. A sentence that is missing in one language does not compile. */
import type { Certainty, Diagnosis, FindingCode, FindingOf, HostVerdict, Severity, Verdict } from '../model/finding.ts';
import type { Words } from '../model/result.ts';
import type { Language } from '../model/settings.ts';
import type { Format } from './allowlist.ts';
import type { NoticeWords } from './notice.ts';
import type { ReportWords } from './report.ts';
import type { MenuWords, NotificationWords } from './tray.ts';

/** What the icon and the status line show: a verdict, that there is none yet, or that it changes too often to be one. */
export type Standing = Verdict | 'waiting' | 'unstable';

export interface Locale {
  readonly tag: Language;

  /** title: what is seen. meaning: why, as surely as the certainty allows. remedy: who does what. */
  readonly finding: { readonly [Code in FindingCode]: (finding: FindingOf<Code>) => Words };

  /** The page that `explain CODE` prints: what the finding says, how it is recognised, who does what. */
  readonly explain: { readonly [Code in FindingCode]: string };

  /** One sentence, goal first, naming the host where only one of them fails: "syncing fails", "installing may fail". */
  readonly headline: (diagnosis: Diagnosis) => string;
  readonly waiting: string;

  readonly standing: { readonly [Name in Standing]: string };
  readonly severity: { readonly [Name in Severity]: string };
  readonly certainty: { readonly [Name in Certainty]: string };
  /** One host, one line: name, verdict, and the proxy where the way leads through one. */
  readonly hostLine: (host: HostVerdict) => string;
  /** "just now", "2 min ago", "3 h ago", ... */
  readonly ago: (elapsedMs: number) => string;

  /** Whom the reader's IT is, where the settings say so: a name, and how to reach it. */
  readonly itContact: string | null;

  readonly menu: MenuWords;
  readonly notice: NoticeWords;
  readonly notification: NotificationWords;
  /** The page that "Help" opens. */
  readonly guide: string;

  /** Labels of the terminal's page. */
  readonly page: {
    readonly checkedAt: (time: string) => string;
    readonly because: (ids: readonly string[]) => string;
    readonly whatToDo: (remedy: string) => string;
    /** In the place of a remedy that was given already. */
    readonly asAlready: string;
    readonly allowlistHint: string;
    readonly yourIt: (contact: string) => string;
    /** What an IT person must know before pasting a snippet. */
    readonly snippetNotes: (format: Format, undo: string | null) => string;
    /** Above the list of what goes into a bundle. */
    readonly bundleContains: (redaction: 'default' | 'strict') => string;
    readonly noTray: (reason: string) => string;
    /** Said by a second start. */
    readonly alreadyRunning: string;
    readonly notAnswering: string;
    readonly watching: (intervalSeconds: number) => string;
    readonly checking: string;
    readonly noResult: string;
    /** Below a result that an administrator reads and another user's tray has stored. */
    readonly ofAnotherUser: (ageMs: number) => string;
    readonly outdated: (ageMs: number) => string;
  };

  readonly report: ReportWords;

  readonly help: {
    readonly main: string;
    readonly command: {
      readonly check: string;
      readonly watch: string;
      readonly status: string;
      readonly allowlist: string;
      readonly report: string;
      readonly bundle: string;
      readonly explain: string;
    };
  };

  /** One line each: it names the thing and the way out. */
  readonly problem: {
    readonly unknownCommand: (name: string, known: readonly string[]) => string;
    readonly unknownOption: (name: string, command: string) => string;
    readonly missingValue: (option: string) => string;
    readonly unexpectedArgument: (argument: string, command: string) => string;
    readonly badChoice: (option: string, value: string, known: readonly string[]) => string;
    /** alike: formats that may be meant; there may be none. */
    readonly unknownFormat: (id: string, alike: readonly string[]) => string;
    readonly missingCode: (known: readonly string[]) => string;
    readonly unknownCode: (code: string, known: readonly string[]) => string;
    readonly unreadable: (file: string, reason: string) => string;
    readonly notJson: (file: string, reason: string) => string;
    readonly badSetting: (file: string, key: string, reason: string) => string;
    readonly unknownSetting: (file: string, key: string, known: readonly string[]) => string;
    readonly unwritable: (file: string, reason: string) => string;
    readonly noCertificates: (file: string) => string;
    readonly notEvidence: (file: string, reason: string) => string;
    readonly futureEvidence: (file: string, version: number, known: number) => string;
    /** No mistake of the settings: the check goes on without it. */
    readonly unusableProxy: (variable: string) => string;
    readonly stateFolder: (folder: string, reason: string) => string;
    readonly oldNode: (version: string, needed: string) => string;
  };
}
