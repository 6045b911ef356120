/** Observations as bars over time. The table says the same to those who do not see it. */
import type { Observation } from '../../model/observation.ts';
import { type Html, html } from './html.ts';
import type { Frame } from './input.ts';
import { subjectOf } from './seen.ts';

/** Rows of labels, bars and durations stand side by side, so their height is agreed on: `--row` in the style. */
const rowPx = 22;
const barPx = 10;
const axisPx = 20;
/** Of the width, so that a cross at the end of the last bar is whole. */
const widestPercent = 97;
const leastPercent = 0.6;

/** What the bars of one picture share. */
export interface Scale {
  readonly startMs: number;
  readonly spanMs: number;
}

export function scaleOf(shown: readonly Observation[]): Scale {
  const starts = shown.map(({ startedAt }) => Date.parse(startedAt));
  const ends = shown.map(({ startedAt, elapsedMs }) => Date.parse(startedAt) + elapsedMs);
  const startMs = Math.min(...starts);
  return { startMs, spanMs: Math.max(1, Math.max(...ends) - startMs) };
}

export function waterfall(shown: readonly Observation[], scale: Scale, { locale, clock }: Frame): Html {
  const height = shown.length * rowPx + axisPx;
  const labels = shown.map(
    (seen) => html`<li><b>${locale.report.kind[seen.kind]}</b> <span>${subjectOf(seen, locale)}</span></li>`,
  );
  return html`<div class="waterfall" aria-hidden="true">
<ol class="labels">${labels}</ol>
<svg class="bars" height="${height}" focusable="false">${axis(scale, height, (ms) => clock.duration(ms))}${shown.map((seen, row) => bar(seen, row, scale))}</svg>
<ol class="durations">${shown.map(({ elapsedMs }) => html`<li>${clock.duration(elapsedMs)}</li>`)}</ol>
</div>`;
}

function bar({ startedAt, elapsedMs, failure }: Observation, row: number, scale: Scale): Html {
  const x = percent(Date.parse(startedAt) - scale.startMs, scale);
  const width = Math.max(leastPercent, percent(elapsedMs, scale));
  const y = row * rowPx + (rowPx - barPx) / 2;
  const manner = failure === null ? 'good' : failure.failure === 'interrupted' ? 'void' : 'bad';
  const rect = html`<rect class="${manner}" x="${x}%" y="${y}" width="${width}%" height="${barPx}" rx="2"/>`;
  if (manner !== 'bad') return rect;
  return html`${rect}<svg class="cross" x="${x + width}%" y="${y + barPx / 2}" overflow="visible"><path d="M-4.500-4.500l9 9m0-9l-9 9"/></svg>`;
}

function axis(scale: Scale, height: number, label: (ms: number) => string): Html {
  const lines = ticks(scale.spanMs).map((ms) => {
    const x = percent(ms, scale);
    return html`<line x1="${x}%" x2="${x}%" y1="0" y2="${height - axisPx}"/><text x="${x}%" y="${height - 5}" text-anchor="${ms === 0 ? 'start' : 'middle'}">${ms === 0 ? '0' : label(ms)}</text>`;
  });
  return html`<g class="axis">${lines}</g>`;
}

/** Round numbers, at most five of them. */
export function ticks(spanMs: number): number[] {
  const power = 10 ** Math.floor(Math.log10(spanMs));
  const step = [0.2, 0.5, 1, 2].map((factor) => factor * power).find((each) => spanMs / each < 5) ?? power * 5;
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, index) => index * step);
}

function percent(ms: number, { spanMs }: Scale): number {
  return Math.round((ms / spanMs) * widestPercent * 100) / 100;
}
