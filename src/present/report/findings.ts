/** What was found, what it means, and who does what. */
import { advise } from '../../advice/advise.ts';
import type { Finding } from '../../model/finding.ts';
import type { Result, Words } from '../../model/result.ts';
import { withRemediesOnce } from '../remedies.ts';
import { type Html, html } from './html.ts';
import { icon } from './icon.ts';
import type { Frame } from './input.ts';
import { withoutQuery } from './seen.ts';

export function findingCards(result: Result, frame: Frame): Html {
  const { report } = frame.locale;
  // Worded anew: the reader's language need not be the one that the result was stored in.
  const findings = advise({ ...result, findings: result.findings.map(discreet) }, frame.locale);
  if (findings.length === 0) return html`<p class="calm">${report.nothingToDo}</p>`;
  const cards = withRemediesOnce(findings, frame.locale).map((finding) => card(finding, frame));
  return html`<ol class="findings">${cards}</ol>`;
}

/** A block page's address often holds who asked, and for what. */
function discreet(finding: Finding): Finding {
  if ('location' in finding && finding.location !== null)
    return { ...finding, location: withoutQuery(finding.location) };
  return finding.code === 'proxy-autoconfig-failed' ? { ...finding, url: withoutQuery(finding.url) } : finding;
}

function card(finding: Finding & Words, { locale, anchors }: Frame): Html {
  const { severity, certainty, host, title, meaning, remedy, because, code } = finding;
  const links = because.map((id) => {
    const anchor = anchors.get(id);
    return anchor === undefined ? html`<code>${id}</code> ` : html`<a href="#${anchor}"><code>${id}</code></a> `;
  });
  return html`<li class="finding ${severity}">
<h3>${icon(severity)}<span>${title}</span></h3>
<p class="words"><b>${locale.severity[severity]}</b> · ${locale.certainty[certainty]}${host === null ? null : html` · <span class="host">${host}</span>`}</p>
<p>${meaning}</p>
<ul class="remedy">${steps(remedy, locale.report.actors).map(step)}</ul>
<p class="because"><code>${code}</code>${because.length === 0 ? null : html` · ${locale.report.basedOn} ${links}`}</p>
</li>`;
}

interface Step {
  readonly actor: string | null;
  readonly deed: string;
}

/** Cuts a remedy where another person is spoken to. */
export function steps(remedy: string, actors: readonly string[]): Step[] {
  const names = actors.join('|');
  return remedy.split(new RegExp(`(?<=^|[.!?)]\\s)(?=(?:${names})\\s?:\\s)`, 'u')).map((text) => {
    const match = new RegExp(`^(${names})(\\s?:)\\s`, 'u').exec(text);
    if (match === null) return { actor: null, deed: text.trim() };
    const [whole, name, colon] = match;
    return { actor: `${name}${colon}`, deed: text.slice(whole.length).trim() };
  });
}

function step({ actor, deed }: Step): Html {
  return html`<li>${actor === null ? null : html`<b>${actor}</b> `}${deed}</li>`;
}
