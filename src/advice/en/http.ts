/** What answers over the secure connection. */
import type { Locale } from '../locale.ts';
import { allowed, effect, forwardIfUp, goal, leaveToCodat, named, quote, service, subject, surely } from './phrase.ts';

export const http = {
  'block-page': ({ host, certainty, product, statusCode, location }) => ({
    title: `${goal(host)}: ${certainty === 'certain' ? 'a block page' : 'another page'} answers`,
    meaning: `Instead of ${service(host)}, a web page answers (HTTP ${statusCode}${location === null ? '' : `, ${quote(location)}`}). ${surely(certainty, `a web filter${named(product)} on your network or this computer blocks the service`, 'the service itself shows this page during an outage')} ${effect(host)}`,
    remedy: `${forwardIfUp(certainty)} Your IT: in ${product ?? 'the web filter'}, allow ${allowed(host)}; if the product inspects TLS, exempt these names from it too.`,
  }),
  'service-unavailable': ({ host, certainty, severity, manner, statusCode, retryAfter }) => {
    const status = statusCode === null ? '' : ` ${statusCode}`;
    const wait = retryAfter === null ? '' : ` It asks to wait before the next try (Retry-After: ${quote(retryAfter)}).`;
    if (severity === 'info')
      return {
        title: 'The service asks to slow down',
        meaning: `${subject(host)} can be reached, but answers that it was asked too often${status === '' ? '' : ` (HTTP${status})`}.${wait} ${surely(certainty, 'the service limits how often it may be asked', 'it is busy')}`,
        remedy: 'Nobody: nothing to do; it passes by itself.',
      };
    const seen = {
      'http-status': {
        title: `service reports ${status === '' ? 'an error' : `error${status}`}`,
        sight: `${subject(host)} can be reached over a genuine secure connection, but answers with an error${status === '' ? '' : ` (HTTP${status})`}.`,
      },
      'name-not-found': {
        title: 'service name not found',
        sight: `None of the name servers that were asked, on this network or elsewhere, knows ${service(host)}.`,
      },
      'no-answer': {
        title: 'service doesn’t answer',
        sight: `${subject(host)} accepts a genuine secure connection, but then doesn’t answer.`,
      },
      malformed: {
        title: 'service answer is unreadable',
        sight: `${subject(host)} accepts a genuine secure connection, but what it answers can’t be read.`,
      },
    }[manner];
    return {
      title: `${goal(host)}: ${seen.title}`,
      meaning: `${seen.sight}${wait} ${surely(certainty, 'the service itself is having a problem', 'something on the way disturbs its answers')} ${effect(host)}`,
      remedy: leaveToCodat,
    };
  },
} satisfies Partial<Locale['finding']>;
