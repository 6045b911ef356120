/**
 * What a person is told without having asked, and when: a failure when it is believed, once; again once a day and three
 * times at most; that it works again only where a failure was told of (Microsoft, "Notifications", UX guide for Windows:
 * useful, relevant, never for success except after a recent failure). How certain the cause is changes the words and not
 * whether anything is said. No network, a portal and an outage of the service change the icon alone: nobody who reads
 * this can be told anything that would help.
 */
import { z } from 'zod';
import type { Locale } from '../advice/locale.ts';
import type { FindingOf } from '../model/finding.ts';
import type { Result } from '../model/result.ts';
import type { Confirmation } from './confirmation.ts';

export type Notice =
  | { readonly kind: 'problem' | 'reminder' | 'recovered' | 'unstable'; readonly result: Result }
  | { readonly kind: 'inspected'; readonly result: Result; readonly finding: FindingOf<'tls-inspected'> };

/** All times in ms since 1970. */
const Cause = z.object({
  /** The codes of the critical findings, and the network. */
  cause: z.string(),
  toldAt: z.number(),
  reminders: z.number(),
  /** It has worked since. */
  solved: z.boolean(),
});
type Cause = z.infer<typeof Cause>;

/** What is remembered of what was told. */
export const Told = z.object({
  version: z.literal(1),
  causes: z.array(Cause),
  /** The cause of the failure that lasts. */
  lasting: z.string().nullable(),
  /** When a person was first told of what has not been told to be over. */
  problemAt: z.number().nullable(),
  /** Whose inspection was told of. */
  issuers: z.array(z.string()),
});
export type Told = z.infer<typeof Told>;

export const toldNothing: Told = { version: 1, causes: [], lasting: null, problemAt: null, issuers: [] };

export interface Seen {
  readonly result: Result;
  readonly confirmation: Confirmation;
  /** A person is shown this result anyway. */
  readonly asked: boolean;
  /** A person wants no notices. */
  readonly muted: boolean;
  /** A part of the issuer of inspection that is there on purpose. */
  readonly expectedIssuer: string | null;
}

interface Telling {
  readonly told: Told;
  readonly notice: Notice | null;
}

const dayMs = 24 * 60 * 60_000;
const mostReminders = 3;
const shortProblemMs = 10 * 60_000;
/** A laptop meets many networks, and a file must not grow for ever. */
const mostRemembered = 100;

export function notices(
  before: Told,
  { result, confirmation, asked, muted, expectedIssuer }: Seen,
  now: number,
): Telling {
  const known = tidy(before, now);
  const { told, notice } = due(expected(known, result, expectedIssuer), result, confirmation, now);
  // What is over is over, also for somebody who was not told.
  if (muted && notice !== null)
    return { told: notice.kind === 'recovered' ? told : { ...known, lasting: told.lasting }, notice: null };
  // The answer says it all, except how often it has changed.
  return { told, notice: asked && notice?.kind !== 'unstable' ? null : notice };
}

/** As if a person had been told of it already. */
function expected(told: Told, { findings }: Result, part: string | null): Told {
  if (part === null) return told;
  const issuers = findings
    .flatMap((finding) => (finding.code === 'tls-inspected' ? [finding.issuer] : []))
    .filter((issuer) => issuer.toLowerCase().includes(part.toLowerCase()));
  return { ...told, issuers: [...new Set([...told.issuers, ...issuers])] };
}

/** The words, and the icon beside them. */
export function wordsOf(notice: Notice, { notification, notice: words }: Locale): { title: string; body: string } {
  switch (notice.kind) {
    case 'problem':
      return notification.result(notice.result);
    case 'reminder':
      return words.reminder(notice.result);
    case 'recovered':
      return notification.recovered;
    case 'unstable':
      return words.unstable;
    case 'inspected':
      return words.inspected(notice.finding);
  }
}

function due(told: Told, result: Result, { believed, certainty, changed, state }: Confirmation, now: number): Telling {
  const { network } = result.evidence.computer;
  if (believed === 'unstable') {
    const concerns = state.transitions.some(({ to }) => to === 'failing');
    return concerns
      ? ofProblem(told, `unstable ${network}`, { kind: 'unstable', result }, now)
      : { told, notice: null };
  }
  if (certainty === 'soft') return { told, notice: null };
  if (believed === 'clear' || believed === 'impaired') return ofSuccess(told, result, now);
  if (believed !== 'failing') return { told, notice: null };
  const lasting = changed || told.lasting === null ? `${codes(result)} ${network}` : told.lasting;
  const telling = ofProblem({ ...told, lasting }, lasting, { kind: 'problem', result }, now);
  if (telling.notice === null) return telling;
  const issuers = result.findings.flatMap((finding) => (finding.code === 'tls-inspected' ? [finding.issuer] : []));
  return { ...telling, told: { ...telling.told, issuers: [...new Set([...told.issuers, ...issuers])] } };
}

function ofProblem(told: Told, cause: string, notice: Notice, now: number): Telling {
  const known = told.causes.find((each) => each.cause === cause);
  const first = known === undefined;
  const reminds = !first && notice.kind === 'problem' && known.reminders < mostReminders && now - known.toldAt >= dayMs;
  if (!first && !reminds) return { told, notice: null };
  const entry: Cause = { cause, toldAt: now, reminders: first ? 0 : known.reminders + 1, solved: false };
  const causes = [...told.causes.filter((each) => each !== known), entry];
  return {
    told: { ...told, causes, problemAt: told.problemAt ?? now },
    notice: first ? notice : { kind: 'reminder', result: notice.result },
  };
}

/** One thing at a time: inspection can wait for the next look. */
function ofSuccess(before: Told, result: Result, now: number): Telling {
  const causes = before.causes.map((each) => ({ ...each, solved: true }));
  const told: Told = { ...before, causes, lasting: null, problemAt: null };
  if (before.problemAt !== null && now - before.problemAt > shortProblemMs)
    return { told, notice: { kind: 'recovered', result } };
  for (const finding of result.findings) {
    if (finding.code !== 'tls-inspected' || told.issuers.includes(finding.issuer)) continue;
    const issuers = [...told.issuers, finding.issuer];
    return { told: { ...told, issuers }, notice: { kind: 'inspected', result, finding } };
  }
  return { told, notice: null };
}

/** Forgets what makes no difference any more. What lies in the future was written before the clock was set back. */
function tidy(told: Told, now: number): Told {
  const causes = told.causes
    .map((each) => ({ ...each, toldAt: Math.min(each.toldAt, now) }))
    .filter(({ solved, toldAt }) => !solved || now - toldAt < dayMs)
    .slice(-mostRemembered);
  const problemAt = told.problemAt === null ? null : Math.min(told.problemAt, now);
  return { ...told, causes, problemAt, issuers: told.issuers.slice(-mostRemembered) };
}

function codes({ findings }: Result): string {
  const critical = findings.filter(({ severity }) => severity === 'critical').map(({ code }) => code);
  return [...new Set(critical)].sort().join('+');
}
