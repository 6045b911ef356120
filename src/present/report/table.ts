/** Observations as a table: what findings point to, and the twin of the waterfall. */
import type { Observation } from '../../model/observation.ts';
import { type Html, html } from './html.ts';
import type { Frame } from './input.ts';
import { detailsOf, outcomeOf, subjectOf } from './seen.ts';

export function observationTable(
  shown: readonly Observation[],
  { caption, startMs, withHost }: { caption: string; startMs: number; withHost: boolean },
  frame: Frame,
): Html {
  const { locale, clock, anchors } = frame;
  const { column, groups, kind } = locale.report;
  const rows = shown.map(
    (seen) => html`<tr id="${anchors.get(seen.id) ?? ''}" class="${seen.failure === null ? 'good' : 'bad'}">
<th scope="row"><code>${seen.id}</code></th>
${withHost ? html`<td class="text">${seen.host}</td>` : null}
<td class="text"><b>${kind[seen.kind]}</b> ${subjectOf(seen, locale)}</td>
<td>${groups[seen.purpose]}</td>
<td class="number">${clock.duration(Math.max(0, Date.parse(seen.startedAt) - startMs))}</td>
<td class="number">${clock.duration(seen.elapsedMs)}</td>
<td class="text">${outcomeOf(seen, locale)}</td>
<td class="text">${detailsOf(seen, locale, clock)}</td>
</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table>
<caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">nº</th>${withHost ? html`<th scope="col">${column.host}</th>` : null}<th scope="col">${column.step}</th><th scope="col">${column.purpose}</th><th scope="col" class="number">${column.start}</th><th scope="col" class="number">${column.duration}</th><th scope="col">${column.outcome}</th><th scope="col">${column.detail}</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
