/** The verdicts' shapes, drawn as in assets/icons: they differ in outline, so that they can be told without colour. */
import type { Severity, Verdict } from '../../model/finding.ts';
import { type Html, html } from './html.ts';

/** Drawn once, used by reference. */
export const sprite: Html = html`<svg class="sprite" aria-hidden="true" focusable="false">
<symbol id="clear" viewBox="0 0 16 16">
  <circle cx="8" cy="8" r="8" fill="#2e8540"/>
  <path d="M4 8.2 7 11.2 12.2 5.2" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="square"/>
</symbol>
<symbol id="failing" viewBox="0 0 16 16">
  <path d="M5 0h6l5 5v6l-5 5H5l-5-5V5Z" fill="#dc3a32"/>
  <path d="M5 5l6 6M11 5l-6 6" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="square"/>
</symbol>
<symbol id="impaired" viewBox="0 0 16 16">
  <path d="M8 1.2 15.2 14.2H.8Z" fill="#c06c00" stroke="#c06c00" stroke-width="1.4" stroke-linejoin="round"/>
  <path d="M7 5h2v5H7zM7 11.5h2v2H7z" fill="#fff"/>
</symbol>
<symbol id="inconclusive" viewBox="0 0 16 16">
  <rect width="16" height="16" rx="3" fill="#7e57c2"/>
  <path d="M5 6.200C5 2.2 11 2.2 11 6.2 11 8.4 8 8 8 10.2" fill="none" stroke="#fff" stroke-width="2.2"/>
  <path d="M7 11.500h2v2H7z" fill="#fff"/>
</symbol>
<symbol id="offline" viewBox="0 0 16 16">
  <mask id="gap">
    <path d="M0 0h16v16H0Z" fill="#fff"/>
    <path d="M0 1 15 16" stroke="#000" stroke-width="4.2"/>
  </mask>
  <path d="M5 0h2v4h2V0h2v4h3v4a5 5 0 0 1-5 5v3H7v-3a5 5 0 0 1-5-5V4h3Z" fill="#6f8592" mask="url(#gap)"/>
  <path d="M1.4 2.4 13.6 14.6" stroke="#f0655c" stroke-width="2" stroke-linecap="round"/>
</symbol>
<symbol id="info" viewBox="0 0 16 16">
  <rect x="1" y="1" width="14" height="14" rx="7" fill="none" stroke="currentColor" stroke-width="1.6"/>
  <path d="M7 7h2v5H7zM7 4h2v2H7z" fill="currentColor"/>
</symbol>
<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
  <path class="stripe" d="M0 0v5"/>
</pattern>
</svg>`;

const shapes: { readonly [Name in Severity]: Verdict | 'info' } = {
  critical: 'failing',
  warning: 'impaired',
  info: 'info',
};

/** Beside words that say the same. */
export function icon(shape: Verdict | Severity, size: 'small' | 'large' = 'small'): Html {
  const id = isSeverity(shape) ? shapes[shape] : shape;
  return html`<svg class="icon ${size}" aria-hidden="true" focusable="false"><use href="#${id}"/></svg>`;
}

function isSeverity(shape: Verdict | Severity): shape is Severity {
  return Object.hasOwn(shapes, shape);
}
