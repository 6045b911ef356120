/** The whole page: one file that needs no network, and no script to be read. */
import { createHash } from 'node:crypto';
import { isForIt } from '../../advice/summary.ts';
import type { Result } from '../../model/result.ts';
import { snippetSection } from './allow.ts';
import { readClock } from './clock.ts';
import { findingCards } from './findings.ts';
import { historySection } from './history.ts';
import { type Html, html } from './html.ts';
import { icon, sprite } from './icon.ts';
import type { Frame, ReportInput } from './input.ts';
import { script } from './script.ts';
import { clip } from './seen.ts';
import { style } from './style.ts';
import { controlSection, waySection } from './way.ts';

/** A check makes under a hundred; a file that claims more must not make a page that no browser opens. */
const mostObservations = 400;

/** @returns an HTML document. Pure: the same input gives the same page. */
export function renderReport(input: ReportInput): string {
  const { result, locale, timeZone } = input;
  const { observations } = result.evidence;
  const shown = observations.slice(0, mostObservations);
  const frame: Frame = {
    locale,
    clock: readClock(locale.report.region, timeZone),
    anchors: new Map(shown.map(({ id }, index) => [id, `seen-${index + 1}`])),
  };
  const { report } = locale;
  const beyond = observations.length - shown.length;
  const page = html`<!doctype html>
<html lang="${report.region}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${report.name} – ${locale.standing[result.verdict]}</title>
<style>${style}</style>
</head>
<body class="${result.verdict}">
${sprite}
<main>
${masthead(input, frame)}
<section aria-labelledby="to-do"><h2 id="to-do">${report.whatToDo}</h2>${findingCards(result, frame)}${contact(input)}</section>
${snippetSection(input, frame)}
${waySection(result, shown, frame)}
${controlSection(result, shown, frame)}
${beyond > 0 ? html`<p class="hint">${report.truncated(beyond)}</p>` : null}
${historySection(input, frame)}
${limits(frame)}
</main>
<footer><p>${report.made(frame.clock.moment(input.createdAt))}</p><p class="unseen" id="said" role="status"></p></footer>
<script>${script}</script>
</body>
</html>
`;
  return page.toString();
}

function masthead({ result, computer }: ReportInput, { locale, clock }: Frame): Html {
  const { report } = locale;
  const { program } = result.evidence;
  return html`<header class="masthead">
<p class="name">${report.name}</p>
<div class="verdict">${icon(result.verdict, 'large')}<div><h1>${locale.headline(result)}</h1>
<ul class="standing">${result.hosts.map((host) => html`<li>${icon(host.verdict)} <span class="host">${locale.hostLine(host)}</span></li>`)}</ul></div></div>
<dl class="meta">
<div><dt>${report.checkedAt}</dt><dd><time datetime="${result.checkedAt}">${clock.moment(result.checkedAt)}</time></dd></div>
${computer === null ? null : html`<div><dt>${report.computer}</dt><dd>${computer}</dd></div>`}
<div><dt>${report.program}</dt><dd>${clip(program.version)} (${clip(program.platform)})</dd></div>
<div><dt>${report.reportId}</dt><dd><code title="${report.reportIdMeaning}">${reportId(result)}</code></dd></div>
</dl>
</header>`;
}

function contact({ result, locale: { itContact, page } }: ReportInput): Html | null {
  return itContact === null || !isForIt(result) ? null : html`<p class="contact">${page.yourIt(itContact)}</p>`;
}

function limits({ locale: { report } }: Frame): Html {
  const list = (texts: readonly string[]) => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  return html`<section class="limits" aria-labelledby="limits"><h2 id="limits">${report.limits}</h2><div class="pair">
<div><h3>${report.notTested}</h3>${list(report.notTestedList)}</div>
<div><h3>${report.leftOut}</h3>${list(report.leftOutList)}</div></div></section>`;
}

/** Short enough to be read out on the telephone; the same evidence gives the same one. */
export function reportId({ evidence }: Result): string {
  const digest = createHash('sha256').update(JSON.stringify(evidence)).digest('hex').toUpperCase();
  return `${digest.slice(0, 4)}-${digest.slice(4, 8)}`;
}

const hashOf = (content: Html): string =>
  `'sha256-${createHash('sha256').update(content.toString()).digest('base64')}'`;

/** Nothing may be fetched, sent or run but the page's own style and script: Content Security Policy Level 3. */
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
