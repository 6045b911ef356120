/** A whole diagnosis in one sentence, in a menu, and in a notification. */
import type { Diagnosis, Finding } from '../../model/finding.ts';
import type { Locale } from '../locale.ts';
import { type Summary, summarize } from '../summary.ts';
import { finding } from './finding.ts';
import { goal, quote } from './phrase.ts';

export const standing: Locale['standing'] = {
  waiting: 'Waiting for the first check',
  unstable: 'Unstable',
  clear: 'Connected',
  impaired: 'Connected, with a warning',
  failing: 'Not connected',
  offline: 'Offline',
  inconclusive: 'Could not tell',
};

type Impaired = Extract<Summary, { kind: 'impaired' }>;
type Failing = Extract<Summary, { kind: 'failing' }>;

const titleOf = (warning: Finding): string => finding[warning.code](warning as never).title;

/** Titles of warnings begin with an article or the like, so they go on in lower case. */
function warned({ warning }: Impaired): string {
  if (warning === null) return 'Connected, with a warning.';
  const title = titleOf(warning);
  return `Connected, with a warning: ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
}

function failed({ loss, syncWorks, hosts, obstacle }: Failing): string {
  const own = obstacle === 'service';
  const names = hosts.join(own ? ' and ' : ' or ');
  const active = own ? `there is a problem at ${names}` : `this computer can’t reach ${names}`;
  const passive = own ? active : `${names} can’t be reached`;
  if (loss === 'sync') return `QuickBooks data can’t sync: ${active}.`;
  if (loss === 'other') return `${active.charAt(0).toUpperCase()}${active.slice(1)}.`;
  return `${syncWorks ? 'Syncing works, but installing' : 'Installing'} or updating the connector may fail: ${passive}.`;
}

export function headline(diagnosis: Diagnosis): string {
  const summary = summarize(diagnosis);
  switch (summary.kind) {
    case 'clear':
      return 'Connected: QuickBooks data can reach Codat.';
    case 'offline':
      return 'This computer is offline.';
    case 'sign-in':
      return 'This network is waiting for you to sign in: QuickBooks data can’t sync until then.';
    case 'inconclusive':
      return 'Could not tell whether the connector gets through.';
    case 'impaired':
      return warned(summary);
    case 'failing':
      return failed(summary);
  }
}

/** Notifications hold 200 characters; a host name may have 253. */
const short = (host: string) => (host.length > 30 ? `${host.slice(0, 29)}…` : host);

const copyHint = 'In this icon’s menu, choose “Copy allowlist for IT” and send it to your IT.';

const whenFailing = {
  line: 'Check the cable or the Wi-Fi.',
  'sign-in': 'Sign in to this network in a browser.',
  clock: 'The clock of this computer is off: set it in the Windows settings, then test again.',
  computer: 'Something on this computer prevents it. Tell your IT; nothing on the network needs to change.',
  filter: `Your network may be blocking it. ${copyHint}`,
  network: 'Something on your network doesn’t work as it should. Tell your IT.',
  service: 'Nothing to change here. Codat’s status page is status.codat.io.',
};

const whenImpaired = {
  ...whenFailing,
  clock: 'Set the clock in the Windows settings.',
  filter: `Nothing urgent. ${copyHint}`,
  network: 'Nothing urgent; tell your IT.',
  computer: 'Nothing urgent; tell your IT.',
  service: 'Nothing to do here.',
};

export function result(diagnosis: Diagnosis): { title: string; body: string } {
  const summary = summarize(diagnosis);
  switch (summary.kind) {
    case 'clear':
      return { title: 'QuickBooks data can reach Codat', body: 'The connection was tested and works. Nothing to do.' };
    case 'offline':
      return {
        title: 'This computer is offline',
        body: 'QuickBooks data can’t sync until it is online again. Check the cable or the Wi-Fi.',
      };
    case 'sign-in':
      return {
        title: 'This network is waiting for you to sign in',
        body: 'Open a browser and sign in or accept the terms on the page that appears. Then test again.',
      };
    case 'inconclusive':
      return {
        title: 'Could not tell if the connector gets through',
        body: 'Test again in a few minutes. If it stays like this, choose “Open log” and show it to your IT.',
      };
    case 'impaired': {
      const { warning, obstacle } = summary;
      const title = 'Connected, with a warning';
      if (warning === null || obstacle === null) return { title, body: 'QuickBooks data can reach Codat.' };
      return { title, body: `${titleOf(warning)}. ${whenImpaired[obstacle]}` };
    }
    case 'failing': {
      const { hosts, obstacle } = summary;
      const host = quote(short(hosts[0]));
      const sight = obstacle === 'service' ? `There is a problem at ${host}.` : `This computer can’t reach ${host}.`;
      return {
        title: goal(hosts[0]),
        body: `${sight} ${obstacle === null ? 'Tell your IT.' : whenFailing[obstacle]}`,
      };
    }
  }
}
