/** How the connection is made secure. */
import type { Locale } from '../locale.ts';
import {
  allowed,
  effect,
  forward,
  forwardIfUp,
  goal,
  hosts,
  leaveToCodat,
  named,
  quote,
  quoteAll,
  remembered,
  service,
  surely,
  tellCodat,
} from './phrase.ts';

/** RFC 8446 alerts have numbers; the rest of the manners speak for themselves. */
function breakOff(manner: 'reset' | 'dropped' | 'closed' | 'alert', alert: number | null): string {
  return {
    reset: 'is cut off',
    dropped: 'gets no more answers',
    closed: 'is closed without a word',
    alert: `is refused${alert === null ? '' : ` (TLS alert ${alert})`}`,
  }[manner];
}

/** What was there instead of the expected certificate, and whose doing it is. */
const certificate = {
  name: {
    title: 'certificate for another name',
    sight: 'with a certificate that is made out to another name',
    cause: 'another server or device answers in place of the service',
    otherwise: 'the service is set up wrongly',
  },
  'unknown-authority': {
    title: 'certificate isn’t trusted',
    sight: 'with a certificate that no authority known to this computer vouches for',
    cause: 'another server or device answers in place of the service',
    otherwise: 'the service shows a certificate that isn’t publicly trusted',
  },
  expired: {
    title: 'certificate has expired',
    sight: 'with a certificate that has expired',
    cause: 'the service’s own certificate wasn’t renewed in time',
    otherwise: 'this computer’s date is wrong',
  },
  'not-yet-valid': {
    title: 'certificate isn’t valid yet',
    sight: 'with a certificate that isn’t valid yet',
    cause: 'the service’s own certificate was put in place too early',
    otherwise: 'this computer’s date is wrong',
  },
  'incomplete-chain': {
    title: 'incomplete certificate',
    sight: 'without the intermediate certificate that links its own to a public authority',
    cause: 'the service is set up incompletely',
    otherwise: 'the intermediate certificate was lost on the way',
  },
};

export const tls = {
  'sni-filtered': ({ host, certainty, product, manner, alert, via }) => ({
    title: `${goal(host)}: its name is turned away`,
    meaning: `As soon as the connection${via === 'proxy' ? ' through the proxy' : ''} names ${service(host)}, it ${breakOff(manner, alert)}; under another name it goes on. ${surely(certainty, `a filter${named(product)} ${via === 'proxy' ? 'in or behind the proxy' : 'on your network'} cuts off connections that name this service`, 'the service itself turns them away during an outage')} ${effect(host)}`,
    remedy: `${forwardIfUp(certainty)} Your IT: in the application, SNI or web filter rules of ${product ?? (via === 'proxy' ? 'the proxy' : 'the firewall or web filter')}, allow ${allowed(host)}. A rule for addresses alone won’t do.`,
  }),
  'tls-inspected': ({ host, certainty, product, issuer, trusted, scope }) => {
    const sight = `The certificate that arrives for ${service(host)} is issued by ${quote(issuer)}, not by a public authority known to Connection Check${scope === 'all-https' ? '; so are those of other sites' : ''}.`;
    const cause = `a security product${named(product)} on your network or on this computer opens secure connections to inspect them (TLS inspection)`;
    const where = product ?? 'the product that issues this certificate';
    return trusted
      ? {
          title:
            certainty === 'certain'
              ? 'The secure connection is inspected; it works today'
              : 'An unexpected certificate is in use; it works today',
          meaning: `${sight} ${surely(certainty, cause, 'that is a public authority too new to be known')} This computer trusts it, so the connection works today; it may break when the product or its certificate changes.`,
          remedy: `You: nothing urgent; send this to your IT. Your IT: in ${where}, exempt ${hosts(host)} from TLS inspection. Codat doesn’t ask for it; it keeps the connector independent of the product.`,
        }
      : {
          title: `${goal(host)}: ${certainty === 'certain' ? 'the connection is inspected' : 'unexpected certificate'}`,
          meaning: `${sight} ${surely(certainty, cause, 'another server answers in place of the service')} This computer doesn’t trust that certificate, so the connector refuses it. ${effect(host)}`,
          remedy: `${forward(certainty)} Your IT: in ${where}, exempt ${hosts(host)} from TLS inspection. Second best: install the product’s root certificate in this computer’s Trusted Root store.`,
        };
  },
  'tls-interrupted': ({ host, certainty, product, manner, alert, worked }) => ({
    title: `${goal(host)}: secure connection breaks off`,
    meaning: `A connection to ${service(host)} begins, but it ${breakOff(manner, alert)} while it is being made secure. ${surely(certainty, `something on your network${named(product)} breaks it off`, 'the service is having an outage')} ${effect(host)}${remembered(worked)}`,
    remedy: `${forwardIfUp(certainty)} Your IT: look in the logs of ${product ?? 'the firewall, web filter and antivirus program'} for these connections, and allow ${allowed(host)}.`,
  }),
  'wrong-certificate': ({ host, certainty, severity, problem, issuer, product }) => {
    const { title, sight, cause, otherwise } = certificate[problem];
    const meaning = `A server answers for ${service(host)} ${sight} (issued by ${quote(issuer)}). ${surely(certainty, `${cause}${problem === 'name' || problem === 'unknown-authority' ? named(product) : ''}`, otherwise)}`;
    if (problem === 'incomplete-chain')
      return {
        title: 'The service sends an incomplete certificate',
        meaning: `${meaning} Windows usually finds the missing part by itself, so the connector may work all the same.${severity === 'critical' ? ` Where it doesn’t: ${effect(host)}` : ''}`,
        remedy: leaveToCodat,
      };
    return {
      title: `${goal(host)}: ${title}`,
      meaning: `${meaning} ${effect(host)}`,
      remedy:
        problem === 'expired' || problem === 'not-yet-valid'
          ? `You: make sure that this computer’s date is right; if it is, there is nothing to change here, for your IT either. ${tellCodat}`
          : `${forwardIfUp(certainty)} Your IT: find out which server shows this certificate (a web filter, a proxy, a wrong DNS entry), and let ${hosts(host)} lead to the genuine service.`,
    };
  },
  'not-tls': ({ host, certainty, product }) => ({
    title: `${goal(host)}: something else answers`,
    meaning: `What answers for ${service(host)} on port 443 doesn’t speak the language of secure connections (TLS). ${surely(certainty, `a device or filter on your network${named(product)} answers in place of the service`, 'the service is having an outage')} ${effect(host)}`,
    remedy: `${forwardIfUp(certainty)} Your IT: find the rule of ${product ?? 'the gateway, web filter or proxy'} that redirects port 443, and allow ${allowed(host)}, without redirection.`,
  }),
  'tls-version-rejected': ({ host, certainty, product, offered }) => ({
    title: `${goal(host)}: encryption version refused`,
    meaning: `This computer offered ${offered.length === 0 ? 'its encryption (TLS) versions' : `the encryption versions ${quoteAll(offered)}`} to ${service(host)}, and they were refused. ${surely(certainty, `an outdated device or program${named(product)} on the way handles the encryption`, 'the service no longer accepts these versions')} ${effect(host)}`,
    remedy: `${forwardIfUp(certainty)} Your IT: update ${product ?? 'the device or program that handles TLS on the way'}. TLS 1.2 must be possible from end to end.`,
  }),
  'large-hello-dropped': ({ certainty, product }) => ({
    title: 'A newer kind of connection is stopped',
    meaning: `The first message of a newer kind of secure connection (post-quantum TLS) is too large for this network; the usual, smaller one gets through. ${surely(certainty, `a firewall or other device on the way${named(product)} can’t handle the larger message`, 'the service can’t')} The connector uses the smaller one, so QuickBooks data isn’t affected.`,
    remedy: `Nobody: nothing to do for QuickBooks. Your IT: update ${product ?? 'the network device'} before browsers and other programs are affected (see https://tldr.fail).`,
  }),
  'large-packets-dropped': ({ host, certainty }) => ({
    title: `${goal(host)}: large packets get lost`,
    meaning: `Secure connections get stuck where full-size packets should arrive, to other sites too. ${surely(certainty, 'a VPN, router or other device on the way loses packets above a certain size (MTU)', 'the internet connection is having an outage')} ${effect(host)}`,
    remedy: `${forward(certainty)} If you use a VPN, also test without it. Your IT: check the MTU on the way, limit the TCP segment size (MSS clamping), and let ICMP “fragmentation needed” through.`,
  }),
} satisfies Partial<Locale['finding']>;
