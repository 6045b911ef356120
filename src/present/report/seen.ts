/** One observation in words: what was asked, how it ended, what came of it. */
import type { Locale } from '../../advice/locale.ts';
import type { Failure } from '../../model/failure.ts';
import type { DnsObservation, HttpObservation, Observation, TlsObservation } from '../../model/observation.ts';
import type { Clock } from './clock.ts';

/** No text of a server's is so long that a table should grow with it. */
const longestText = 240;

export function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

/** What follows the question mark often says who asked, and what for. */
export function withoutQuery(url: string): string {
  return clip(url.replace(/[?#].*$/su, '?…'));
}

/** What was asked, shortly: it stands beside the bar. */
export function subjectOf(seen: Observation, locale: Locale): string {
  switch (seen.kind) {
    case 'dns': {
      const name = seen.name === seen.host ? [] : [seen.name];
      return [seen.recordType ?? '', ...name, seen.resolver ?? locale.report.system].filter(Boolean).join(' · ');
    }
    case 'tcp':
      return seen.port === 443 ? seen.address : `${seen.address} · ${seen.port}`;
    case 'proxy':
      return seen.proxy;
    case 'tls': {
      const name = seen.serverName === seen.host || seen.address === seen.serverName ? [] : [seen.serverName ?? '–'];
      const hello = seen.hello === 'small' ? [] : [locale.report.hello[seen.hello]];
      return [seen.address, ...name, ...hello].join(' · ');
    }
    case 'http':
      return `GET ${withoutQuery(seen.url.replace(`https://${seen.host}/`, '/'))}`;
  }
}

export function outcomeOf({ failure }: Observation, { report }: Locale): string {
  return failure === null ? report.worked : failed(failure, report);
}

/** Words, and what Node called it, where that says more. */
export function failed({ failure, code }: Failure, { failure: words }: Locale['report']): string {
  return code === null ? words[failure] : `${words[failure]} (${clip(code)})`;
}

export function detailsOf(seen: Observation, locale: Locale, clock: Clock): string {
  switch (seen.kind) {
    case 'dns':
      return answerOf(seen, locale, clock);
    case 'tcp':
      return '';
    case 'proxy':
      return [status(seen.statusCode), ...login(seen.schemes, locale), ...headersOf(seen.headers)]
        .filter(Boolean)
        .join(' · ');
    case 'tls':
      return handshakeOf(seen).join(' · ');
    case 'http':
      return [status(seen.statusCode), ...headersOf(seen.headers)].filter(Boolean).join(' · ');
  }
}

export function answerOf({ addresses, reply }: DnsObservation, { report }: Locale, clock: Clock): string {
  const errors = (reply?.extendedErrors ?? []).map(({ infoCode, text }) => `EDE ${infoCode} ${text}`.trim());
  const names = reply?.canonicalNames ?? [];
  return [
    addresses.length > 0 ? addresses.join(', ') : '',
    reply !== null && reply.rcode !== 'NOERROR' ? reply.rcode : '',
    addresses.length > 0 && reply?.ttlSeconds != null ? report.lifetime(clock.amount(reply.ttlSeconds)) : '',
    names.length > 0 ? report.alias(names.join(', ')) : '',
    ...errors,
  ]
    .filter(Boolean)
    .map(clip)
    .join(' · ');
}

function handshakeOf({ protocol, alert, notTls, chain, bytesRead }: TlsObservation): string[] {
  const issuer = chain[0]?.issuer.dn;
  return [
    protocol ?? '',
    alert === null ? '' : `alert ${alert}`,
    issuer === undefined ? '' : `← ${issuer}`,
    // Its first line names the protocol; more of it would be the text of a page.
    notTls === null ? '' : `“${notTls.split('\n', 1)[0] ?? ''}”`,
    chain.length === 0 ? `${bytesRead} B` : '',
  ]
    .filter(Boolean)
    .map(clip);
}

const status = (code: number | null): string => (code === null ? '' : `HTTP ${code}`);

export function login(schemes: readonly string[], { report }: Locale): string[] {
  return schemes.length === 0 ? [] : [clip(report.schemes(schemes.join(', ')))];
}

/** What says who answered. */
const telling = ['server', 'via', 'x-squid-error', 'location', 'retry-after'] as const;

function headersOf(headers: HttpObservation['headers']): string[] {
  return telling.flatMap((name) => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return value === undefined ? [] : [`${name}: ${name === 'location' ? withoutQuery(value) : clip(value)}`];
  });
}
