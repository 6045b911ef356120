/** The way to each host, and what was asked of others to compare with. */
import type { HostVerdict } from '../../model/finding.ts';
import type { Observation, Purpose } from '../../model/observation.ts';
import type { Result } from '../../model/result.ts';
import { factsOf } from './facts.ts';
import { type Html, html } from './html.ts';
import { icon } from './icon.ts';
import type { Frame } from './input.ts';
import { outcomeOf } from './seen.ts';
import { observationTable } from './table.ts';
import { type Scale, scaleOf, waterfall } from './waterfall.ts';

/** What is about the host itself; all else compares. */
const own: readonly Purpose[] = ['target', 'other-route', 'experiment'];

export function waySection(result: Result, shown: readonly Observation[], frame: Frame): Html {
  const { report } = frame.locale;
  const hosts = result.hosts.map((host) => hostBlock(host, ofHost(host.host, shown), result, frame));
  return html`<section class="way" aria-labelledby="way">
<h2 id="way">${report.way}</h2>
<p class="hint">${report.wayMeaning}</p>
<div class="hosts">${hosts}</div>
</section>`;
}

function ofHost(host: string, shown: readonly Observation[]): Observation[] {
  return shown
    .filter((seen) => seen.host === host && own.includes(seen.purpose))
    .toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
}

function hostBlock(host: HostVerdict, seen: readonly Observation[], { evidence }: Result, frame: Frame): Html {
  const { report, hostLine } = frame.locale;
  const further = seen.filter(({ purpose }) => purpose === 'experiment');
  const scale = scaleOf(seen.filter(({ purpose }) => purpose !== 'experiment'));
  const table = { caption: `${host.host}, ${report.everything(seen.length)}`, startMs: scale.startMs, withHost: false };
  const charts = html`${chart('target', seen, scale, frame)}${chart('other-route', seen, scale, frame)}`;
  const evidenceTable = html`<details class="evidence"><summary>${report.everything(seen.length)}</summary>
${further.length === 0 ? null : html`<h4>${report.furtherChart}</h4>${waterfall(further, scaleOf(further), frame)}`}
${observationTable(seen, table, frame)}</details>`;
  return html`<article class="host-block">
<h3>${icon(host.verdict)}<span class="host">${hostLine(host)}</span></h3>
${seen.length === 0 ? null : charts}
${factsOf(host.host, seen, evidence, frame)}
${seen.length === 0 ? null : evidenceTable}
</article>`;
}

function chart(purpose: Purpose, seen: readonly Observation[], scale: Scale, frame: Frame): Html | null {
  const rows = seen.filter((one) => one.purpose === purpose);
  if (rows.length === 0) return null;
  return html`<h4>${frame.locale.report.groups[purpose]}</h4>${waterfall(rows, scale, frame)}`;
}

export function controlSection(result: Result, shown: readonly Observation[], frame: Frame): Html {
  const { report } = frame.locale;
  const hosts = result.hosts.map(({ host }) => host);
  const rest = shown.filter(({ host, purpose }) => !hosts.includes(host) || !own.includes(purpose));
  const [first] = rest;
  const body =
    first === undefined
      ? html`<p class="calm">${report.noControls}</p>`
      : html`<p class="hint">${report.controlsMeaning}</p>
${summary(rest, frame)}
<details class="evidence"><summary>${report.everything(rest.length)}</summary>
${observationTable(rest, { caption: `${report.controls}, ${report.everything(rest.length)}`, startMs: scaleOf(rest).startMs, withHost: true }, frame)}</details>`;
  return html`<section class="controls" aria-labelledby="controls"><h2 id="controls">${report.controls}</h2>${body}</section>`;
}

/** By host, and the canaries together: how each step ended. Steps that look the same are told once. */
function summary(rest: readonly Observation[], { locale }: Frame): Html {
  const { column, controls, groups, kind } = locale.report;
  const rows = Map.groupBy(rest, ({ host, purpose }) => (purpose === 'canary' ? purpose : `${purpose} ${host}`));
  const lines = [...rows]
    .toSorted(([one], [other]) => order(one) - order(other))
    .map(([, seen]) => {
      const hosts = new Set(seen.map(({ host }) => host));
      const steps = new Map(
        seen.map((one) => {
          const subject = one.kind === 'dns' && one.resolver !== null ? `${one.resolver} ` : '';
          const about = one.purpose === 'canary' ? `${one.kind === 'dns' ? '' : one.host} ${subject}` : subject;
          const said = `${about}${mark(one)} ${outcomeOf(one, locale)}`.trim();
          return [`${one.kind} ${said}`, html`<li class="step ${mannerOf(one)}"><b>${kind[one.kind]}</b> ${said}</li>`];
        }),
      );
      const purpose = seen[0]?.purpose ?? 'control';
      return html`<tr class="${purpose === 'canary' || purpose === 'experiment' ? 'fine' : ''}"><th scope="row" class="text">${[...hosts].join(', ')}</th><td>${groups[purpose]}</td><td class="text"><ul>${[...steps.values()]}</ul></td></tr>`;
    });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${controls}"><table class="summary"><thead><tr><th scope="col">${column.host}</th><th scope="col">${column.purpose}</th><th scope="col">${column.outcome}</th></tr></thead><tbody>${lines}</tbody></table></div>`;
}

const order = (key: string): number => comparing.findIndex((purpose) => key.startsWith(purpose));
const comparing: readonly Purpose[] = ['control', 'portal', 'experiment', 'target', 'other-route', 'canary'];

/** A canary's silence is no failure, nor is what was broken off because another answer came first. */
function mannerOf({ purpose, failure }: Observation): 'good' | 'bad' | 'void' {
  if (purpose === 'canary' || failure?.failure === 'interrupted') return 'void';
  return failure === null ? 'good' : 'bad';
}

const mark = (seen: Observation): string => ({ good: '✓', bad: '✗', void: '–' })[mannerOf(seen)];
