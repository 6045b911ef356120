/** The proxy that connections go through. */
import type { Locale } from '../locale.ts';
import {
  allowed,
  effect,
  forward,
  forwardIfUp,
  goal,
  hosts,
  named,
  quote,
  quoteAll,
  service,
  surely,
} from './phrase.ts';

export const proxy = {
  'proxy-authentication-required': ({ host, certainty, product, schemes, proxy }) => ({
    title: `${goal(host)}: the proxy wants a login`,
    meaning: `Connections to ${service(host)} go through the proxy ${quote(proxy)}${named(product)}, which asks for a login first${schemes.length === 0 ? '' : ` (${quoteAll(schemes)})`}. ${surely(certainty, 'the proxy lets nobody through without a login, which the connector may not be able to give', 'its login service is having an outage')} ${effect(host)}`,
    remedy: `${forward(certainty)} Your IT: in the proxy ${quote(proxy)}, exempt ${hosts(host)} (CONNECT, TCP 443) from authentication, above the rule that asks for it.`,
  }),
  'proxy-denied': ({ host, certainty, product, statusCode, proxy, scope }) => ({
    title: `${goal(host)}: the proxy says no`,
    meaning: `The proxy ${quote(proxy)}${named(product)} refuses the connection to ${service(host)} (HTTP ${statusCode})${scope === 'all' ? ', and to other sites as well' : ''}. ${surely(certainty, scope === 'all' ? 'its rules let this computer or user connect to nothing' : 'its rules don’t allow this service', 'the proxy is having an outage')} ${effect(host)}`,
    remedy: `${forward(certainty)} Your IT: in the rules of the proxy ${quote(proxy)}, allow ${scope === 'all' ? 'this computer and its user ' : ''}CONNECT on TCP 443 to ${hosts(host)}, by host name.`,
  }),
  'proxy-upstream-failed': ({ host, certainty, product, statusCode, proxy }) => ({
    title: `${goal(host)}: the proxy can’t reach it`,
    meaning: `The proxy ${quote(proxy)}${named(product)} answers, but reports that it can’t reach ${service(host)} (HTTP ${statusCode}). ${surely(certainty, 'the proxy’s own way to the service is closed or broken', 'the service is having an outage')} ${effect(host)}`,
    remedy: `${forwardIfUp(certainty)} Your IT: from the proxy ${quote(proxy)}, test name lookup and a connection; beyond it, allow ${allowed(host)}.`,
  }),
  'proxy-unreachable': ({ host, certainty, proxy }) => ({
    title: `${goal(host)}: the proxy doesn’t answer`,
    meaning: `This computer is set to go through the proxy ${quote(proxy)}, and that can’t be reached. ${surely(certainty, 'the setting doesn’t fit the network that this computer is on', 'the proxy is having an outage')} ${effect(host)}`,
    remedy: `You: away from the office, connect the VPN and test again; otherwise send this to your IT. Your IT: check that the proxy ${quote(proxy)} runs and can be reached from here, or correct the Internet Options of this Windows user.`,
  }),
  'proxy-drops-connect': ({ host, certainty, product, proxy }) => ({
    title: `${goal(host)}: the proxy hangs up`,
    meaning: `The proxy ${quote(proxy)}${named(product)} closes the connection without an answer when asked for ${service(host)}. ${surely(certainty, 'its rules cut this connection off', 'the proxy is overloaded or having an outage')} ${effect(host)}`,
    remedy: `${forward(certainty)} Your IT: look in the log of the proxy ${quote(proxy)}, and allow CONNECT on TCP 443 to ${hosts(host)}, by host name.`,
  }),
  'proxy-autoconfig-failed': ({ host, certainty, severity, url }) => ({
    title:
      severity === 'critical'
        ? `${goal(host)}: proxy script fails`
        : 'The proxy script fails; connecting without it works',
    meaning: `The script ${quote(url)}, which should tell this computer which proxy to use, can’t be loaded or has an error. ${surely(certainty, 'the script or its address in the settings is wrong', 'the server that keeps it is having an outage')} ${severity === 'critical' ? effect(host) : 'A direct connection works today, so QuickBooks data isn’t affected.'}`,
    remedy: `You: send this to your IT. Your IT: repair the script ${quote(url)} (PAC), or correct its address in the Internet Options of this Windows user.`,
  }),
  'proxy-only': ({ host, certainty, product }) => ({
    title: 'Only the proxy leads out of this network',
    meaning: `A direct connection to ${service(host)} fails; through the proxy${named(product)} it works. ${surely(certainty, 'your network lets connections out only through its proxy', 'the direct way is having an outage')} The connector works as long as it uses the proxy too.`,
    remedy:
      'Nobody: nothing to do. Your IT: keep the proxy in the Internet Options of the Windows user who runs the connector.',
  }),
} satisfies Partial<Locale['finding']>;
