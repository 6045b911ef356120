/** What the icon's menu and its notifications say. */
import type { Diagnosis } from '../model/finding.ts';
import type { Purpose } from './allowlist.ts';
import type { Standing } from './locale.ts';

export interface MenuWords {
  /** A time of day, with the date where that is not today's. */
  readonly status: (standing: Standing, checkedAt: Date | null, now: Date) => string;
  readonly paused: (until: Date) => string;
  readonly testing: string;
  readonly test: string;
  readonly showDetails: string;
  readonly copyAllowlist: string;
  /** Tells two snippets for one product apart. */
  readonly purpose: { readonly [Name in Purpose]: string };
  readonly copyPlainText: string;
  readonly copyHostList: string;
  readonly listProducts: string;
  readonly saveReport: string;
  readonly pause: string;
  readonly notifications: string;
  readonly startAtLogin: string;
  readonly language: string;
  readonly openLog: string;
  /** null: whoever it is has not said so. */
  readonly managedBy: (name: string | null) => string;
  readonly help: string;
  readonly about: string;
  readonly exit: string;
}

export interface Message {
  readonly title: string;
  readonly body: string;
}

/** Titles at most 48 characters, bodies at most 200 (Microsoft's guidance for notifications). */
export interface NotificationWords {
  readonly result: (diagnosis: Diagnosis) => Message;
  readonly recovered: Message;
  /** what: a product, or what else the menu calls the choice. */
  readonly copied: (what: string) => Message;
  /** No clipboard tool: the snippet was written to this file instead. */
  readonly copySaved: (file: string) => Message;
  readonly reportSaved: (file: string) => Message;
  /** There is no program for it: the person has to find one. */
  readonly notOpened: (file: string) => Message;
  readonly notSaved: (reason: string) => Message;
  readonly noResult: Message;
  readonly settingsApplied: Message;
  /** problem: a whole sentence or two. */
  readonly settingsRefused: (problem: string) => Message;
  readonly autostartRefused: (reason: string) => Message;
  readonly about: (version: string) => Message;
}
