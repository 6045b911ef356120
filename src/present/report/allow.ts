/** The texts that IT pastes, each with what must be known before. */
import { isForIt } from '../../advice/summary.ts';
import { type Html, html } from './html.ts';
import type { Frame, ReportInput, Snippet } from './input.ts';

export function snippetSection({ snippets, result }: ReportInput, frame: Frame): Html | null {
  const { report } = frame.locale;
  if (snippets.length === 0) return null;
  const needed = isForIt(result);
  const first = snippets.filter(({ role }) => role === 'detected').slice(0, 2);
  const letter = snippets.filter(({ role }) => role === 'letter');
  const open = [...first, ...letter];
  const others = snippets.filter((snippet) => !open.includes(snippet));
  const blocks = html`${open.map((snippet) => block(snippet, frame))}
${others.length === 0 ? null : html`<details class="others"><summary>${report.otherProducts(others.length)}</summary>${others.map((snippet) => html`<details><summary>${snippet.format.product}</summary>${block(snippet, frame)}</details>`)}</details>`}`;
  return html`<section class="allow ${needed ? 'needed' : 'spare'}" aria-labelledby="for-it">
<h2 id="for-it">${report.forIt}</h2>
<p class="hint">${needed ? report.forItReason.needed : report.forItReason.notNeeded}</p>
${needed ? blocks : html`<details class="others"><summary>${report.otherProducts(snippets.length)}</summary>${blocks}</details>`}
</section>`;
}

function block({ format, text, undo, role }: Snippet, { locale }: Frame): Html {
  const { report } = locale;
  const id = `snippet-${format.id}`;
  const isLetter = format.kind === 'text';
  return html`<article class="snippet ${role}">
<header><h3>${format.product}</h3><span class="review">${report.review}</span><button type="button" hidden data-copies="${id}" data-copied="${report.copied}" data-failed="${report.copyFailed}" aria-label="${report.copyLabel(format.product)}">${report.copy}</button></header>
<pre id="${id}" tabindex="0" role="group" aria-label="${format.product}"><code>${text}</code></pre>
${
  isLetter
    ? null
    : html`<dl class="notes">
<div><dt>${report.howSure}</dt><dd>${report.confidence[format.confidence]}${format.testedWith === null ? null : html` (<span lang="en">${format.testedWith}</span>)`}</dd></div>
${format.caveats === '' ? null : html`<div><dt>${report.caveats}</dt><dd lang="en">${format.caveats}</dd></div>`}
<div><dt>${report.source}</dt><dd lang="en" class="text">${format.source}</dd></div>
</dl>
${undo === null ? null : html`<details><summary>${report.undo}</summary><pre tabindex="0" role="group" aria-label="${report.undo}"><code>${undo}</code></pre></details>`}`
}
</article>`;
}
