/** What it was like before: a strip of marks, and the moments at which something changed. */
import { Verdict } from '../../model/finding.ts';
import { type Html, html } from './html.ts';
import { icon } from './icon.ts';
import type { Frame, ReportInput } from './input.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostTransitions = 8;

interface Moment {
  readonly at: number;
  readonly verdict: Verdict;
}

export function historySection({ history, createdAt }: ReportInput, frame: Frame): Html {
  const { report } = frame.locale;
  const now = Date.parse(createdAt);
  const moments = history
    .map(({ checkedAt, verdict }) => ({ at: Date.parse(checkedAt), verdict }))
    .filter(({ at }) => at > now - 7 * dayMs && at <= now);
  const body =
    moments.length === 0
      ? html`<p class="calm">${report.noHistory}</p>`
      : html`<div class="strips">${strip(report.day, report.cell.hour, moments, { now, count: 24, cellMs: hourMs }, frame)}
${strip(report.week, report.cell.sixHours, moments, { now, count: 28, cellMs: 6 * hourMs }, frame)}</div>
${transitionList(moments, frame)}`;
  return html`<section class="history" aria-labelledby="history"><h2 id="history">${report.history}</h2>${body}</section>`;
}

interface Cells {
  readonly now: number;
  readonly count: number;
  readonly cellMs: number;
}

/** The worst of each stretch of time, oldest first; null where nothing was checked. */
export function worstOf(moments: readonly Moment[], { now, count, cellMs }: Cells): (Verdict | null)[] {
  const start = now - count * cellMs;
  return Array.from({ length: count }, (_, index) => {
    const from = start + index * cellMs;
    const seen = moments.filter(({ at }) => at > from && at <= from + cellMs);
    return Verdict.options.find((verdict) => seen.some((moment) => moment.verdict === verdict)) ?? null;
  });
}

function strip(name: string, legend: string, moments: readonly Moment[], cells: Cells, { locale, clock }: Frame): Html {
  const { report, standing } = locale;
  const worst = worstOf(moments, cells);
  const counts = [...Verdict.options, null]
    .map((verdict) => ({ verdict, count: worst.filter((each) => each === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => report.counted(count, verdict === null ? report.noCheck : standing[verdict]));
  const marks = worst.map((verdict) => (verdict === null ? html`<i></i>` : html`<i>${icon(verdict)}</i>`));
  return html`<figure><figcaption><b>${name}</b> <span class="muted">${legend}</span></figcaption>
<div class="strip" role="img" aria-label="${name}: ${counts.join(', ')}">${marks}</div>
<p class="ends"><span>${clock.brief(new Date(cells.now - cells.count * cells.cellMs).toISOString())}</span><span>${report.now}</span></p>
<p class="muted">${counts.join(' · ')}</p></figure>`;
}

interface Transition {
  readonly at: number;
  readonly from: Verdict;
  readonly to: Verdict;
}

/** Newest first. A packet that was lost is no change: the icon, too, believes only what is seen again. */
export function transitionsIn(moments: readonly Moment[]): Transition[] {
  const steady = moments.filter((moment, index) => !isAlone(moment, moments[index - 1], moments[index + 1]));
  return steady
    .flatMap(({ at, verdict }, index) => {
      const before = steady[index - 1]?.verdict;
      return before === undefined || before === verdict ? [] : [{ at, from: before, to: verdict }];
    })
    .toReversed();
}

function isAlone({ verdict }: Moment, before: Moment | undefined, after: Moment | undefined): boolean {
  return before !== undefined && before.verdict === after?.verdict && verdict !== before.verdict;
}

function transitionList(moments: readonly Moment[], { locale, clock }: Frame): Html {
  const { report, standing } = locale;
  const all = transitionsIn(moments);
  if (all.length === 0) return html`<p class="calm">${report.noTransitions}</p>`;
  const older = all.length - mostTransitions;
  const named = (verdict: Verdict) => html`${icon(verdict)} ${standing[verdict]}`;
  return html`<h3>${report.transitions}</h3><p class="hint">${report.steadyOnly}</p><ol class="transitions">${all
    .slice(0, mostTransitions)
    .map(
      ({ at, from, to }) =>
        html`<li><time datetime="${new Date(at).toISOString()}">${clock.brief(new Date(at).toISOString())}</time> <span>${named(from)} → ${named(to)}</span></li>`,
    )}</ol>${older > 0 ? html`<p class="hint">${report.moreTransitions(older)}</p>` : null}`;
}
