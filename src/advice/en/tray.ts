import type { MenuWords, NotificationWords } from '../tray.ts';
import { quote } from './phrase.ts';
import { result, standing } from './summary.ts';

const two = (number: number) => String(number).padStart(2, '0');
const clock = (time: Date) => `${two(time.getHours())}:${two(time.getMinutes())}`;
const day = (time: Date) => time.toLocaleDateString('en-US', { month: 'short', day: 'numeric' });

function when(time: Date, now: Date): string {
  const today = time.toDateString() === now.toDateString();
  return today ? `at ${clock(time)}` : `on ${day(time)} at ${clock(time)}`;
}

export const menu: MenuWords = {
  status: (name, checkedAt, now) =>
    checkedAt === null ? standing[name] : `${standing[name]} – checked ${when(checkedAt, now)}`,
  paused: (until) => `Checks are paused until ${clock(until)}`,
  testing: 'Testing the connection…',
  test: 'Test connection',
  showDetails: 'Show details…',
  copyAllowlist: 'Copy allowlist for IT',
  purpose: {
    allow: 'allow',
    'tls-exempt': 'no TLS inspection',
    'proxy-auth-exempt': 'no proxy login',
    'proxy-bypass': 'without the proxy',
    verify: 'check afterwards',
  },
  copyPlainText: 'Plain text',
  copyHostList: 'Host list',
  listProducts: 'Other products…',
  saveReport: 'Save report for IT…',
  pause: 'Pause for 1 hour',
  notifications: 'Notifications',
  startAtLogin: 'Start at login',
  language: 'Language',
  openLog: 'Open log',
  managedBy: (name) => `Managed by ${name ?? 'your organization'}`,
  help: 'Help',
  about: 'About',
  exit: 'Exit',
};

export const notification: NotificationWords = {
  result,
  recovered: { title: 'QuickBooks sync works again', body: 'This computer can reach Codat again. Nothing to do.' },
  copied: (what) => ({
    title: 'Copied for your IT',
    body: `${quote(what)}: paste it into a message and send it to your IT.`,
  }),
  copySaved: (file) => ({ title: 'Saved for your IT', body: `Send this file to your IT: ${file}` }),
  reportSaved: (file) => ({ title: 'Report saved for your IT', body: `Send this file to your IT: ${file}` }),
  notOpened: (file) => ({ title: 'Nothing here opens this file', body: `Open it yourself: ${file}` }),
  notSaved: (reason) => ({
    title: 'The file could not be saved',
    body: `Connection Check goes on without it. Reason: ${reason}`,
  }),
  noResult: { title: 'Nothing to show yet', body: 'The first check is not over. Try again in a minute.' },
  settingsApplied: { title: 'The settings have changed', body: 'Connection Check uses the new ones from now on.' },
  settingsRefused: (problem) => ({ title: 'The changed settings are not used', body: problem }),
  autostartRefused: (reason) => ({ title: 'Start at login could not be changed', body: `${reason}.` }),
  about: (version) => ({
    title: `Connection Check ${version}`,
    body: 'Tells you whether QuickBooks data can reach Codat from this computer. Nothing that it finds is sent anywhere.',
  }),
};

export const guide = `Connection Check: help

What it does
  Every few minutes, Connection Check looks whether this computer can reach
  the two Codat services that QuickBooks data goes through:
  quickbooksdesktop.codat.io and connectors.codat.io. If it can’t, it works out
  why, and writes down what your IT has to change.

The icon
  Tick              Connected. Nothing to do.
  Triangle, “!”     Connected, with a warning. Nothing urgent.
  Octagon, cross    Not connected: QuickBooks data can’t sync.
  Unplugged plug    This computer is offline. Check the cable or the Wi-Fi.
  “?”               It could not be told. Test again in a few minutes.
  Diamond, zigzag   Unstable: the connection comes and goes.
  Hourglass         The first check is not over yet.
  Two bars          Checks are paused.

If it says “Not connected”
  1. Choose “Test connection”, to be sure that it still is so.
  2. Choose “Show details…” and read what to do. Often it is nothing that you
     can do yourself.
  3. Choose “Save report for IT…” and send the file to your IT. Or choose “Copy
     allowlist for IT”, then the product that guards your network; if you don’t
     know it, choose “Plain text”. Paste it into a message to your IT.

The menu
  Pause for 1 hour  No checks for an hour. Choose it again to go on at once.
  Notifications     Whether you are told when the connection changes.
  Start at login    Whether the icon is there after you sign in.
  Language          English or French, at once.
  Open log          What happened so far, for your IT.
  Exit              Ends Connection Check until you start it again.

Privacy
  Connection Check sends no reports anywhere. Files that it writes stay on this
  computer until you send them.

For your IT
  “connection-check --help” in a terminal lists the commands. Settings are read
  from the file “settings.json”; this program never writes it.
`;
