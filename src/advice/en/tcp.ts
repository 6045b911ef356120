/** How a connection to the host's addresses begins. */
import type { Locale } from '../locale.ts';
import { allowed, effect, forward, forwardIfUp, goal, named, remembered, service, surely } from './phrase.ts';

const blockedTitle = { refused: 'connection refused', dropped: 'no answer', unreachable: 'no way to the server' };

const blockedSight = {
  refused: 'is refused at once',
  dropped: 'gets no answer',
  unreachable: 'is turned back, as if there were no way to it',
};

export const tcp = {
  'connect-blocked': ({ host, certainty, product, manner, scope, worked }) =>
    scope === 'host'
      ? {
          title: `${goal(host)}: ${blockedTitle[manner]}`,
          meaning: `A connection to ${service(host)} on port 443 ${blockedSight[manner]}. ${surely(certainty, `something on your network, such as a firewall${named(product)}, blocks it`, 'the service or the way to it is having an outage')} ${effect(host)}${remembered(worked)}`,
          remedy: `${forwardIfUp(certainty)} Your IT: in ${product ?? 'the firewall or web filter'}, allow ${allowed(host)}. The addresses may change.`,
        }
      : {
          title: `${goal(host)}: no secure connection gets out`,
          meaning: `Secure (HTTPS) connections from this computer fail, to other sites too: a connection on port 443 ${blockedSight[manner]}. ${surely(certainty, `your network${named(product)} lets no direct connections out, perhaps because they must go through a proxy`, 'the internet connection is having an outage')} ${effect(host)}${remembered(worked)}`,
          remedy: `${forward(certainty)} Your IT: if this network uses a proxy, set it in the Internet Options of the Windows user who runs the connector; otherwise, in ${product ?? 'the firewall'}, allow ${allowed(host)}.`,
        },
  'ipv6-broken': ({ certainty }) => ({
    title: 'IPv6 doesn’t work here, IPv4 does',
    meaning: `Connections by IPv6, the newer kind of address, fail; by IPv4 they work, and the connector can use those. ${surely(certainty, 'IPv6 isn’t fully set up on this network', 'its IPv6 connection is having an outage')} Connecting may take a moment longer.`,
    remedy: 'You: nothing to do. Your IT: repair IPv6 on this network, or stop announcing it until it works.',
  }),
  'tcp-intercepted': ({ certainty, product }) => ({
    title: 'Addresses without a computer accept connections',
    meaning: `Addresses where no computer exists accept connections. ${surely(certainty, `your network${named(product)} accepts every connection itself and passes it on`, 'a program on this computer, such as a VPN or a virtual machine, does')} This alone does no harm, but it can hide where a connection fails.`,
    remedy:
      'Nobody: nothing to do while the connection works. Your IT: if it fails, look at the transparent proxy or gateway that accepts the connections.',
  }),
} satisfies Partial<Locale['finding']>;
