/** How the host's name is turned into an address. */
import type { Locale } from '../locale.ts';
import { alsoKnown, effect, forward, forwardIfUp, goal, hosts, named, quoteAll, service, surely } from './phrase.ts';

const blockedTitle = {
  nxdomain: 'server name not found',
  'no-address': 'server name not found',
  'null-address': 'server name leads nowhere',
  sinkhole: 'server name is redirected',
  refused: 'server name is refused',
  servfail: 'server name lookup fails',
  'extended-error': 'server name is refused',
};

const blockedAnswer = {
  nxdomain: 'that this name doesn’t exist',
  'no-address': 'that this name has no address',
  'null-address': 'with an address that leads nowhere',
  sinkhole: 'with an address that isn’t the service’s, but one where blocked names are sent',
  refused: 'that it refuses to look this name up',
  servfail: 'that the lookup of this name failed',
  'extended-error': 'that this name is not given out',
};

/** Whoever is first is believed. */
const injection = 'A moment later another answer came, so something on the way answers in the DNS server’s place.';
const whereInjected = 'the firewall or filter between this computer and its DNS server';

export const dns = {
  'dns-blocked': ({ host, certainty, product, manner, resolver, detail, injected }) => ({
    title: `${goal(host)}: ${blockedTitle[manner]}`,
    meaning: `Asked for the address of ${service(host)}, the DNS server${alsoKnown(resolver)} answers ${blockedAnswer[manner]}${alsoKnown(detail)}. ${injected ? `${injection} ` : ''}${surely(certainty, `a web or DNS filter${named(product)} used by your network blocks this name`, 'the name is missing because of an outage')} ${effect(host)}`,
    remedy: `${forwardIfUp(certainty)} Your IT: in ${product ?? (injected ? whereInjected : 'the DNS or web filter that this network uses')}, allow ${hosts(host)}; then clear the DNS cache (ipconfig /flushdns) and test again.`,
  }),
  'dns-rewritten': ({ host, certainty, product, addresses, injected }) => ({
    title: `${goal(host)}: server name is redirected`,
    meaning: `On this network the name ${service(host)} leads to ${quoteAll(addresses)}, and the genuine service isn’t there; it does answer at the address given elsewhere. ${injected ? `${injection} ` : ''}${surely(certainty, `a DNS filter or DNS server${named(product)} used by your network changes the answer`, 'your network’s DNS server is out of date')} ${effect(host)}`,
    remedy: `${forward(certainty)} Your IT: in ${product ?? (injected ? whereInjected : 'the DNS filter or DNS server that this network uses')}, allow ${hosts(host)} and remove local entries for these names; then clear the DNS cache (ipconfig /flushdns) and test again.`,
  }),
  'dns-resolver-down': ({ host, certainty, severity, resolver }) =>
    severity === 'info'
      ? {
          title: 'One of this network’s DNS servers doesn’t work',
          meaning: `The DNS server${alsoKnown(resolver)} finds no names; another one does, so the connection works, if more slowly. ${surely(certainty, 'that server isn’t working', 'it can’t be reached from here')}`,
          remedy:
            'You: nothing to do. Your IT: repair that DNS server, or take it out of the network’s settings (DHCP or the network adapter).',
        }
      : {
          title: `${goal(host)}: name lookups fail`,
          meaning: `The DNS server${alsoKnown(resolver)} that this computer asks finds no names at all, so no service can be found by name. ${surely(certainty, 'that server isn’t working', 'the connection to it is having an outage')} ${effect(host)}`,
          remedy:
            'You: restart the router if it is yours, and test again; if it lasts, tell your IT or your internet provider. Your IT: repair the DNS server, or give this computer another one (DHCP or the network adapter).',
        },
  'dns-intercepted': ({ certainty, product }) => ({
    title: 'A DNS question to nowhere was answered',
    meaning: `A DNS question sent to an address where no server exists was answered. ${surely(certainty, `your network${named(product)} answers all DNS questions, whichever server they are meant for`, 'a program on this computer, such as a VPN, does')} This alone does no harm.`,
    remedy:
      'Nobody: nothing to do while the connection works. Your IT: setting another DNS server on this computer will make no difference here; change the one that the network uses.',
  }),
} satisfies Partial<Locale['finding']>;
