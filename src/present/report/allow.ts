/** The texts that IT pastes, each with what must be known before. */
import { isForIt } from '../../advice/summary.ts';
import { type Html, html } from './html.ts';
import type { Frame, ReportInput, Snippet } from './input.ts';

export function snippetSection({ snippets, result }: ReportInput, frame: Frame): Html | null {
  const { report } = frame.locale;
  if (snippets.length === 0) return null;
  const needed = isForIt(result);
  const detected = snippets.find(({ role }) => role === 'detected');
  const open = snippets.filter((snippet) => snippet === detected || snippet.role === 'letter');
  const others = snippets.filter((snippet) => !open.includes(snippet));
  const blocks = html`${open.map((snippet) => block(snippet, frame))}
${others.length === 0 ? null : html`<details class="others"><summary>${report.otherProducts(others.length)}</summary>${others.map((snippet) => html`<details><summary>${nameOf(snippet, frame)}</summary>${block(snippet, frame)}</details>`)}</details>`}`;
  return html`<section class="allow ${needed ? 'needed' : 'spare'}" aria-labelledby="for-it">
<h2 id="for-it">${report.forIt}</h2>
<p class="hint">${needed ? report.forItReason.needed : report.forItReason.notNeeded}</p>
${needed ? blocks : html`<details class="others"><summary>${report.products(snippets.length)}</summary>${blocks}</details>`}
</section>`;
}

function nameOf({ format, role }: Snippet, { locale: { report } }: Frame): string {
  if (role === 'letter') return report.letter;
  return format.id === 'plain-hosts' ? report.hostList : format.product;
}

/** Shown by the script, without which it would do nothing. */
function copyButton(id: string, label: string, { locale: { report } }: Frame): Html {
  return html`<button type="button" hidden data-copies="${id}" data-copied="${report.copied}" data-failed="${report.copyFailed}" aria-label="${label}">${report.copy}</button>`;
}

/** Printed side by side, so that the report needs no third page. */
function isLong(text: string): boolean {
  return text.split('\n').length > 6;
}

function block(snippet: Snippet, frame: Frame): Html {
  const { format, text, undo, role, serves } = snippet;
  const { report } = frame.locale;
  const name = nameOf(snippet, frame);
  const purpose = serves.map((each) => frame.locale.menu.purpose[each]).join(', ');
  const id = `snippet-${format.id}`;
  const isLetter = format.kind === 'text';
  return html`<article class="snippet ${role}">
<header><h3>${name}</h3><span class="review">${isLetter ? null : html`${purpose} · `}${report.review}</span>${copyButton(id, report.copyLabel(name), frame)}</header>
<pre id="${id}"${isLong(text) ? html` class="long"` : null} tabindex="0" role="group" aria-label="${name}"><code>${text}</code></pre>
${
  isLetter
    ? null
    : html`<dl class="notes">
<div><dt>${report.howSure}</dt><dd>${report.confidence[format.confidence]}${format.testedWith === null ? null : html` (${format.testedWith})`}</dd></div>
${format.caveats.length === 0 ? null : html`<div><dt>${report.caveats}</dt><dd>${format.caveats.join(' ')}</dd></div>`}
<div><dt>${report.source}</dt><dd class="text">${format.source}</dd></div>
</dl>
${undo === null ? null : html`<details class="undo"><summary>${report.undo}</summary>${copyButton(`${id}-undo`, report.copyUndoLabel(name), frame)}<pre id="${id}-undo" tabindex="0" role="group" aria-label="${report.undo}"><code>${undo}</code></pre></details>`}`
}
</article>`;
}
