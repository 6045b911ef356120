import type { Finding, FindingCode } from '../model/finding.ts';
import { Finding as FindingSchema } from '../model/finding.ts';
import type { Words } from '../model/result.ts';
import type { Locale } from './locale.ts';

const codes = FindingSchema.options.map((option) => option.shape.code.value);
const words = (finding: Finding): Words => ({ title: finding.code, meaning: finding.code, remedy: finding.code });
const every = <Value>(value: Value) =>
  Object.fromEntries(codes.map((code) => [code, value])) as Record<FindingCode, Value>;

export const en: Locale = {
  tag: 'en',
  finding: every(words),
  explain: every('...'),
  headline: (diagnosis) => diagnosis.verdict,
  waiting: 'Waiting for the first check',
  standing: {
    waiting: 'Waiting for the first check',
    clear: 'Connected',
    impaired: 'Connected, with a warning',
    failing: 'Not connected',
    offline: 'Offline',
    inconclusive: 'Could not tell',
  },
  severity: { critical: 'Critical', warning: 'Warning', info: 'For information' },
  certainty: { certain: 'Certain', likely: 'Likely', possible: 'Possible' },
  hostLine: ({ host, verdict }) => `${host}: ${verdict}`,
  ago: (elapsedMs) => `${Math.round(elapsedMs / 60_000)} min ago`,
  menu: {
    status: (standing) => standing,
    testing: 'Testing…',
    test: 'Test connection',
    copyAllowlist: 'Copy allowlist for IT',
    copyPlainText: 'Plain text',
    copyHostList: 'Host list',
    openLog: 'Open log',
    exit: 'Exit',
  },
  notification: {
    result: (diagnosis) => ({ title: diagnosis.verdict, body: diagnosis.verdict }),
    recovered: { title: 'QuickBooks sync works again', body: 'This computer can reach Codat again.' },
    copied: { title: 'Copied', body: 'Paste it into a message to your IT person.' },
    copySaved: (file) => ({ title: 'Saved', body: file }),
  },
  page: {
    checkedAt: 'Checked at',
    because: 'Based on',
    whatToDo: 'What to do',
    allowlistHint: 'connection-check allowlist',
    noTray: (reason) => reason,
    watching: (intervalSeconds) => `${intervalSeconds}`,
    checking: 'Checking the connection…',
    noResult: 'No stored result yet.',
    outdated: (ageMs) => `${ageMs}`,
  },
  help: {
    main: 'Usage: connection-check [command] [options]',
    command: { check: 'check', watch: 'watch', status: 'status', allowlist: 'allowlist', explain: 'explain' },
  },
  problem: {
    unknownCommand: (name) => name,
    unknownOption: (name) => name,
    missingValue: (option) => option,
    unexpectedArgument: (argument) => argument,
    badChoice: (option) => option,
    missingCode: () => 'code',
    unknownCode: (code) => code,
    unreadable: (file) => file,
    notJson: (file) => file,
    badSetting: (file) => file,
    unknownSetting: (file) => file,
    noCertificates: (file) => file,
    notEvidence: (file) => file,
    futureEvidence: (file) => file,
    stateFolder: (folder) => folder,
    oldNode: (version) => version,
  },
};
