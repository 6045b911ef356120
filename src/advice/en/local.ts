/** This computer and its way to the internet. */
import type { Locale } from '../locale.ts';
import { effect, forward, goal, named, quote, quoteAll, service, surely } from './phrase.ts';

const hostsFile = '%SystemRoot%\\System32\\drivers\\etc\\hosts (on Linux: /etc/hosts)';

/** "3 hours": the largest unit that says enough. */
function amount(seconds: number): string {
  const size = Math.abs(seconds);
  const [count, unit] =
    size < 3600
      ? [Math.round(size / 60), 'minute']
      : size < 172_800
        ? [Math.round(size / 3600), 'hour']
        : [Math.round(size / 86_400), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export const local = {
  'network-offline': ({ host, certainty }) => ({
    title: 'This computer is offline',
    meaning: `Nothing on the internet answers. ${surely(certainty, 'this computer has no connection to the internet', 'the internet connection of this network is having an outage')} ${effect(host)}`,
    remedy:
      'You: check the cable or the Wi-Fi, and airplane mode; then test again. If other computers here are offline too, tell whoever looks after the internet connection.',
  }),
  'captive-portal': ({ host, certainty, location }) => ({
    title: 'This network is waiting for you to sign in',
    meaning: `A web page that should come from the internet was answered by this network itself${location === null ? '' : `, which points to ${quote(location)}`}. ${surely(certainty, 'the network lets nothing through until you sign in or accept its terms on its own page, as in a hotel or coffee shop', 'something else on the network alters web pages')} ${effect(host)}`,
    remedy:
      'You: open a browser, go to any site, and sign in or accept the terms on the page that appears; then test again. There is nothing to ask your IT for.',
  }),
  'clock-skewed': ({ host, certainty, severity, offsetSeconds }) => ({
    title: severity === 'critical' ? `${goal(host)}: this PC’s clock is off` : 'This computer’s clock is off',
    meaning: `The time on this computer differs${offsetSeconds === null ? '' : ` by about ${amount(offsetSeconds)}`} from the time that a server on the internet gives. ${surely(certainty, 'this computer’s date, time or time zone is wrong', 'that server shows the wrong time')} Secure connections need the right date and time. ${severity === 'critical' ? effect(host) : 'The connection works today, but it may stop working.'}`,
    remedy:
      'You: in the Windows settings, under Time & language, turn on the automatic time and time zone, choose “Sync now”, and test again. Your IT: if the clock goes wrong again, check the time service (w32time) and the computer’s battery.',
  }),
  'hosts-file-override': ({ host, certainty, severity, addresses }) =>
    severity === 'info'
      ? {
          title: 'A line in the hosts file is in use, and it works',
          meaning: `${surely(certainty, `a line in this computer’s hosts file sends ${service(host)} to ${quoteAll(addresses)}, where the genuine service answers`, 'another setting of this computer does so')} If the service moves to other addresses, this line will stop the connection.`,
          remedy: `Nobody: nothing to do today. Your IT: unless the line in ${hostsFile} is there on purpose, remove it.`,
        }
      : {
          title: `${goal(host)}: this PC redirects it`,
          meaning: `The hosts file, a settings file of this computer, sends ${service(host)} to ${quoteAll(addresses)}. ${surely(certainty, `that line keeps the connection from reaching the service`, 'the server at that address is having an outage')} ${effect(host)}`,
          remedy: `${forward(certainty)} Your IT: as an administrator, remove the line that names ${service(host)} from ${hostsFile}, and find out what wrote it (a VPN or security program may).`,
        },
  'local-firewall-denied': ({ host, certainty, product }) => ({
    title: `${goal(host)}: stopped on this PC`,
    meaning: `This computer itself refused the connection at once, before anything was sent. ${surely(certainty, `a firewall or antivirus program on this very computer${named(product)} forbids it`, 'this computer refuses it for another reason')} ${effect(host)}`,
    remedy: `You: send this to your IT. Your IT: in ${product ?? 'the firewall or antivirus program of this computer'}, allow the connector (QBWebConnector.exe) and Connection Check outgoing TCP 443. The network’s own equipment isn’t involved.`,
  }),
} satisfies Partial<Locale['finding']>;
