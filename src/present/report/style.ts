/** The page's look, for screens of any size, in light and dark, and on paper. A literal of `html`, so that it is inserted as it stands. */
import { type Html, html } from './html.ts';

export const style: Html = html`
:root {
  color-scheme: light dark;
  --paper: #fff; --panel: #f6f7f9; --ink: #1c2127; --muted: #59626d; --line: #dde2e8; --accent: #1f5fa8;
  --good: #2e8540; --bad: #c2352d; --bar: #5b87b8; --void: #b3bbc5; --mark: #fff3c4;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "Cascadia Mono", Consolas, "SF Mono", Menlo, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --panel: #1d2126; --ink: #e4e7eb; --muted: #a0a9b4; --line: #343a42; --accent: #86b7f0;
    --good: #5fbf75; --bad: #ff8a80; --bar: #6d9bd0; --void: #5d6671; --mark: #4a3f12;
  }
}
.clear { --verdict: #2e8540 } .impaired { --verdict: #c06c00 } .failing { --verdict: #dc3a32 }
.offline { --verdict: #6f8592 } .inconclusive { --verdict: #7e57c2 }
* { box-sizing: border-box; }
html { font: 16px/1.55 var(--sans); background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; border-top: 6px solid var(--verdict); }
main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
h1 { font-size: clamp(1.15rem, .8rem + 1.6vw, 2rem); line-height: 1.25; font-weight: 650; letter-spacing: -.012em; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.3; font-weight: 650; margin-bottom: .8rem; letter-spacing: -.005em; }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 650; }
h4 { font-size: .8125rem; font-weight: 600; color: var(--muted); margin: .9rem 0 .25rem; }
section { padding: 1.8rem 0; border-top: 1px solid var(--line); }
ol, ul { list-style: none; }
a { color: var(--accent); text-underline-offset: .15em; }
code, pre { font-family: var(--mono); font-size: .85em; }
code, td, th, dd, .host { unicode-bidi: isolate; overflow-wrap: anywhere; }
.text { overflow-wrap: anywhere; }
.muted, .hint, .words, .because { color: var(--muted); }
.hint { max-width: 54rem; margin-bottom: 1rem; text-wrap: pretty; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sprite { position: absolute; width: 0; height: 0; }
.icon { width: 1.05em; height: 1.05em; flex: none; vertical-align: -.15em; overflow: visible; }
.icon.large { width: 3.25rem; height: 3.25rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
:target { background: var(--mark); }

.masthead { padding: 2.2rem 0 1.8rem; }
.name { color: var(--muted); font-size: .875rem; margin-bottom: 1.1rem; }
.verdict { display: flex; gap: 1.25rem; align-items: flex-start; }
.standing { margin-top: .7rem; display: grid; gap: .2rem; color: var(--muted); }
.meta { display: flex; flex-wrap: wrap; gap: .8rem 2.4rem; margin-top: 1.6rem; font-size: .875rem; }
dt { color: var(--muted); font-size: .8125rem; }

.findings { display: grid; gap: 1rem; }
.finding { background: var(--panel); border-inline-start: 4px solid var(--edge, var(--line)); border-radius: 4px; padding: 1.1rem 1.3rem; max-width: 54rem; display: grid; align-content: start; gap: .55rem; }
.finding.critical { --edge: #dc3a32 } .finding.warning { --edge: #c06c00 } .finding.info { --edge: var(--muted) }
.finding h3 { display: flex; gap: .55rem; align-items: baseline; font-size: 1.0625rem; }
.finding h3 .icon { transform: translateY(.12em); }
.words, .because { font-size: .8125rem; }
.words b { color: var(--ink); }
.remedy { display: grid; gap: .3rem; padding-inline-start: .9rem; border-inline-start: 1px solid var(--line); }
.because a { text-decoration: none; } .because a:hover { text-decoration: underline; }
.because a code { padding: .05rem .15rem; }

.snippet { border: 1px solid var(--line); border-radius: 6px; margin-bottom: 1rem; overflow: hidden; }
.snippet header { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .9rem; padding: .6rem .6rem .6rem 1rem; background: var(--panel); border-bottom: 1px solid var(--line); }
.review { color: var(--muted); font-size: .8125rem; margin-inline-end: auto; }
button { font: inherit; font-size: .875rem; line-height: 1.3; padding: .35rem 1rem; border: 1px solid var(--accent); border-radius: 4px; background: var(--paper); color: var(--accent); cursor: pointer; }
button:hover { background: var(--accent); color: var(--paper); }
.letter pre { white-space: pre-wrap; overflow-wrap: anywhere; }
pre { margin: 0; padding: .9rem 1rem; overflow-x: auto; line-height: 1.5; tab-size: 4; }
.snippet dl, .snippet > details { padding: .7rem 1rem; border-top: 1px solid var(--line); font-size: .8125rem; }
.undo pre { font-size: 1rem; border: 1px solid var(--line); border-radius: 4px; margin-top: .5rem; }
.notes { display: grid; gap: .35rem; }
.notes div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .8rem; }
summary { cursor: pointer; color: var(--accent); padding: .3rem 0; width: fit-content; }
.others > details { margin-inline-start: 1rem; }

.host-block + .host-block { margin-top: 2rem; }
.host-block h3 { display: flex; gap: .55rem; align-items: baseline; }
.host-block h3 .icon { transform: translateY(.12em); }
.waterfall { --row: 22px; display: grid; grid-template-columns: minmax(7.5rem, 17rem) minmax(0, 1fr) auto; gap: 0 .8rem; font-size: .8125rem; line-height: var(--row); }
.waterfall li { height: var(--row); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.labels span { color: var(--muted); font-family: var(--mono); font-size: .92em; }
.durations { text-align: end; color: var(--muted); font-variant-numeric: tabular-nums; }
.bars { width: 100%; display: block; overflow: visible; }
.bars .good { fill: var(--bar); } .bars .void { fill: none; stroke: var(--void); stroke-dasharray: 3 2; }
.bars .bad { fill: url(#hatch); stroke: var(--bad); }
.stripe { stroke: var(--bad); stroke-width: 3; }
.cross path { stroke: var(--bad); stroke-width: 2.4; fill: none; }
.axis line { stroke: var(--line); } .axis text { fill: var(--muted); font: 11px var(--sans); }
.facts { font-size: .8125rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .7rem 2rem; margin-top: 1rem; }
.facts dd, .meta dd { line-height: 1.45; }

.scroll { overflow-x: auto; }
.summary { min-width: 42rem; } .summary td:nth-child(2) { min-width: 8rem; overflow-wrap: normal; } .summary th:first-child { min-width: 15rem; }
table { border-collapse: collapse; width: 100%; font-size: .8125rem; line-height: 1.45; }
th, td { text-align: start; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } thead th { color: var(--muted); white-space: nowrap; }
.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.bad td:nth-last-child(2), .step.bad { color: var(--bad); }
.step.void { color: var(--muted); }
.step { display: inline-block; margin-inline-end: .9rem; }
.evidence { margin-top: 1rem; } .evidence table { min-width: 46rem; }
.evidence[open] { border-bottom: 1px solid var(--line); padding-bottom: 1rem; }

.strips { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem 2.4rem; font-size: .8125rem; }
.strips figure { min-width: 0; }
.strip { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); margin: .5rem 0 .3rem; }
.strip i { display: grid; place-items: center; aspect-ratio: 1; min-width: 0; }
.strip .icon { width: 84%; height: auto; aspect-ratio: 1; }
.strip i:empty::after { content: ""; width: 25%; height: 2px; background: var(--void); }
.ends { display: flex; justify-content: space-between; gap: 1rem; color: var(--muted); }
.history h3 { margin: 1.2rem 0 .4rem; }
.transitions { display: grid; gap: .25rem; font-size: .875rem; }
.transitions li { display: grid; grid-template-columns: 11rem 1fr; gap: .8rem; }
time { font-variant-numeric: tabular-nums; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem 2.4rem; align-items: start; font-size: .875rem; }
.limits ul { display: grid; gap: .4rem; margin-top: .4rem; color: var(--muted); }
footer { color: var(--muted); font-size: .8125rem; padding-bottom: 3rem; }

@media (max-width: 46rem) {
  main, footer { padding: 0 1.1rem; }
  .pair, .strips { grid-template-columns: minmax(0, 1fr); }
  .verdict { gap: .9rem; } .icon.large { width: 2.25rem; height: 2.25rem; }
  .finding { padding: 1rem; }
  .waterfall { grid-template-columns: minmax(0, 8.5rem) minmax(0, 1fr) auto; gap: 0 .5rem; }
  .axis text:nth-of-type(even) { display: none; }
  .notes div, .transitions li { grid-template-columns: 1fr; gap: 0; }
  .review { order: 3; flex-basis: 100%; }
  .snippet header h3 { margin-inline-end: auto; }
}

@page { margin: 11mm 12mm; }
@media print {
  :root { --paper: #fff; --panel: #fff; --ink: #000; --muted: #444; --line: #bbb; --accent: #000; --good: #000; --bad: #a11; --bar: #5b87b8; --mark: transparent; }
  * { print-color-adjust: exact; }
  html { font-size: 8.4pt; line-height: 1.3; }
  main, footer { max-width: none; padding: 0; }
  section { padding: 2mm 0; } h2 { font-size: 10.5pt; margin-bottom: 1mm; } h1 { font-size: 14pt; }
  .masthead { padding: 2mm 0; } .name { margin-bottom: 1mm; } .icon.large { width: 10mm; height: 10mm; }
  .meta { margin-top: 1.5mm; gap: 1mm 6mm; } .standing { margin-top: 1mm; gap: 0; }
  .hint { margin-bottom: 1mm; max-width: none; text-wrap: wrap; font-size: 7.6pt; } .findings { gap: 2mm; grid-template-columns: repeat(auto-fit, minmax(80mm, 1fr)); }
  .finding { padding: 1.5mm 2.5mm; gap: .6mm; border: 1px solid var(--line); border-inline-start: 3px solid var(--edge); max-width: none; }
  h2, h3, h4, .hint, thead { break-after: avoid; } .finding, .snippet, .waterfall, .facts div, figure, tr { break-inside: avoid; }
  .evidence, .others, .snippet details, .spare, .fine.fine, button { display: none; }
  .snippet ~ .snippet { display: none; }
  .snippet { margin-bottom: 0; } pre { white-space: pre-wrap; padding: 1mm 2.5mm; line-height: 1.25; font-size: 7.4pt; }
  .detected pre.long code { display: block; columns: 2 70mm; }
  .snippet header { padding: .6mm 2.5mm; } .snippet dl { padding: .8mm 2.5mm; }
  .notes { gap: .2mm; }
  .hosts { display: grid; grid-template-columns: repeat(auto-fit, minmax(80mm, 1fr)); gap: 5mm; align-items: start; }
  .words, .because { font-size: 7pt; } .finding p, .remedy { font-size: 8pt; }
  .host-block + .host-block { margin: 0; } 
  .pair { grid-template-columns: 1fr 1fr; gap: 5mm; font-size: 7.6pt; }
  .waterfall { grid-template-columns: 34mm minmax(0, 1fr) auto; gap: 0 2mm; zoom: .74; }
  .facts { margin-top: 1mm; gap: .3mm; grid-template-columns: minmax(0, 1fr); } .facts div { display: grid; grid-template-columns: 34mm 1fr; gap: 0 2mm; } .facts dd { grid-column: 2; }
  h4 { margin: 1mm 0 0; } th, td { padding: .4mm 2mm .4mm 0; }
  .limits ul { gap: .3mm; margin-top: .5mm; font-size: 7pt; } .strips { gap: 5mm; } .history h3 { margin: 1mm 0 .3mm; }
  .transitions { display: block; columns: 2; column-gap: 5mm; font-size: 7pt; } .transitions li { grid-template-columns: auto 1fr; gap: 0 2mm; } .transitions time { white-space: nowrap; } footer { padding: 0; }
  .summary { font-size: 7.6pt; min-width: 0; } .summary th:first-child { min-width: 48mm; }
}
`;
