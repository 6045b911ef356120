/** Parts that sentences share. Text from the network is quoted, never made part of the grammar. */
import type { Certainty } from '../../model/finding.ts';
import { codatHosts, roleOf } from '../../model/target.ts';

const role = (host: string | null) => (host === null ? 'sync' : roleOf(host));

/** What stops working, as a title begins: no longer for a long host name. */
export function goal(host: string | null): string {
  return {
    sync: 'QuickBooks data can’t sync',
    install: 'Connector updates may fail',
    other: 'A service can’t be reached',
  }[role(host)];
}

/** What stops working, in full. */
export function effect(host: string | null): string {
  return {
    sync: 'While this lasts, QuickBooks data can’t sync.',
    install: 'While this lasts, installing or updating the connector may fail.',
    other: `While this lasts, ${host} can’t be reached.`,
  }[role(host)];
}

/** The host, or what stands for both of them. */
export const service = (host: string | null): string => host ?? 'the service';
export const subject = (host: string | null): string => host ?? 'The service';

/** Codat names both hosts together, so both are asked for; a host that is not Codat's stands alone. */
export const hosts = (host: string | null): string =>
  host === null || roleOf(host) !== 'other' ? codatHosts.join(' and ') : host;

/** What IT opens, wherever it is opened. */
export const allowed = (host: string | null): string =>
  `outgoing TCP 443 to ${hosts(host)}, by host name and not by address`;

export const quote = (text: string): string => `“${text}”`;
export const quoteAll = (texts: readonly string[]): string => texts.map(quote).join(', ');

/** Something that is named where its name is known: "a web filter (Zscaler)". */
export const named = (product: string | null): string => (product === null ? '' : ` (${product})`);
export const alsoKnown = (text: string | null): string => (text === null ? '' : ` (${quote(text)})`);

/** A cause, as surely as the evidence allows. Both are clauses that begin in lower case. */
export function surely(certainty: Certainty, cause: string, otherwise: string): string {
  return {
    certain: `${cause.charAt(0).toUpperCase()}${cause.slice(1)}.`,
    likely: `Most likely ${cause}.`,
    possible: `Either ${cause}, or ${otherwise}: this check can’t tell which.`,
  }[certainty];
}

/** What this computer remembers, as a sentence that may follow. */
export const remembered = (worked: 'here' | 'elsewhere' | null): string =>
  worked === null
    ? ''
    : ` ${
        {
          here: 'It worked from this network within the last hour, so that an outage or a recent change is more likely than a standing rule.',
          elsewhere: 'From another network it worked within the last day; from this one it has not.',
        }[worked]
      }`;

export const statusPage = 'https://status.codat.io';

const send = 'You: send this to your IT.';

/** How a problem reaches the person who can solve it. */
export const forward = (certainty: Certainty): string =>
  certainty === 'possible' ? 'You: test again in a few minutes; if it lasts, send this to your IT.' : send;

/** The same where Codat may be having an outage. */
export const forwardIfUp = (certainty: Certainty): string =>
  certainty === 'possible'
    ? `You: look at ${statusPage} and test again in a few minutes; if it lasts, send this to your IT.`
    : send;

/** Codat supports those who ask for the data, not those who give it: docs.codat.io, "Support". */
export const tellCodat = `Test again later; Codat’s status page is ${statusPage}. If it lasts, tell the company that asked you to connect QuickBooks, so that it tells Codat.`;
export const leaveToCodat = `You and your IT: nothing to change here. ${tellCodat}`;
