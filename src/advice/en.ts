import { explain } from './en/explain.ts';
import { finding } from './en/finding.ts';
import { help } from './en/help.ts';
import { notice } from './en/notice.ts';
import { problem } from './en/problem.ts';
import { report } from './en/report.ts';
import { headline, standing } from './en/summary.ts';
import { guide, menu, notification } from './en/tray.ts';
import type { Locale } from './locale.ts';

function ago(elapsedMs: number): string {
  const minutes = Math.floor(elapsedMs / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} days ago`;
}

/** English, US spelling. */
export const en: Locale = {
  tag: 'en',
  finding,
  explain,
  headline,
  waiting: 'Waiting for the first check.',
  standing,
  severity: { critical: 'Critical', warning: 'Warning', info: 'For information' },
  certainty: { certain: 'Certain', likely: 'Likely', possible: 'Possible' },
  hostLine: ({ host, verdict, path }) =>
    `${host}: ${standing[verdict].toLowerCase()}${path === 'proxy' ? ' (through a proxy)' : ''}`,
  ago,
  menu,
  notice,
  notification,
  guide,
  itContact: null,
  page: {
    checkedAt: (time) => `Checked at ${time}`,
    because: (ids) => `Based on: ${ids.join(', ')}`,
    whatToDo: (remedy) => `What to do: ${remedy}`,
    asAlready: 'As already said.',
    yourIt: (contact) => `Your IT: ${contact}`,
    allowlistHint: 'For the text that your IT needs: connection-check allowlist',
    snippetNotes: ({ product, confidence, source, caveats }, undo) =>
      [
        `For ${product}. Review before pasting.`,
        `How sure: ${report.confidence[confidence]}. Source: ${source}`,
        ...(caveats.length === 0 ? [] : [caveats.join(' ')]),
        ...(undo === null ? [] : [`To undo:\n${undo}`]),
      ].join('\n'),
    bundleContains: (redaction) =>
      redaction === 'strict'
        ? 'The bundle holds no names of people or computers, no addresses and no log:'
        : 'The bundle holds no names of people or computers, no credentials and no cookies:',
    noTray: (reason) => `No tray icon can be shown here (${reason}); monitoring goes on in this terminal.`,
    alreadyRunning: 'Connection Check is already running; it tests the connection now.',
    notAnswering: 'Connection Check is already running, but does not answer. End it and start it again.',
    watching: (intervalSeconds) => `Checking every ${span(intervalSeconds)}. Press Ctrl-C to stop.`,
    checking: 'Checking the connection…',
    noResult: 'There is no stored result yet. Run connection-check check.',
    ofAnotherUser: (ageMs) => `Seen for another user of this computer, ${ago(ageMs)}.`,
    outdated: (ageMs) => `This result is out of date (${ago(ageMs)}). Run connection-check check for a new one.`,
  },
  report,
  help,
  problem,
};

/** Whole minutes read better than seconds. */
function span(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
