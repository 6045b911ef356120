/** Parts that sentences share. Text from the network is quoted, never made part of the grammar. */
import type { Certainty } from '../../model/finding.ts';
import { codatHosts, roleOf } from '../../model/target.ts';
import { typeset } from './typeset.ts';

const role = (host: string | null) => (host === null ? 'sync' : roleOf(host));

/** What stops working, as a title begins: no longer for a long host name. */
export function goal(host: string | null): string {
  return {
    sync: 'QuickBooks ne se synchronise pas',
    install: 'Mises à jour incertaines',
    other: 'Service inaccessible',
  }[role(host)];
}

/** What stops working, in full. */
export function effect(host: string | null): string {
  return {
    sync: 'En attendant, les données QuickBooks ne se synchronisent pas.',
    install: 'En attendant, l’installation ou la mise à jour du connecteur peut échouer.',
    other: `En attendant, ${host} reste inaccessible.`,
  }[role(host)];
}

/** The host, or what stands for both of them; never after "de", which would have to contract. */
export const service = (host: string | null): string => host ?? 'le service';
export const subject = (host: string | null): string => host ?? 'Le service';

/** Codat names both hosts together, so both are asked for; a host that is not Codat's stands alone. */
export const hosts = (host: string | null): string =>
  host === null || roleOf(host) !== 'other' ? codatHosts.join(' et ') : host;

/** What IT opens, wherever it is opened. */
export const allowed = (host: string | null): string =>
  `le port TCP 443 sortant vers ${hosts(host)}, par nom d’hôte et non par adresse`;

export const quote = (text: string): string => typeset`« ${text} »`;
export const quoteAll = (texts: readonly string[]): string => texts.map(quote).join(', ');

/** Something that is named where its name is known: "un filtre Web (Zscaler)". */
export const named = (product: string | null): string => (product === null ? '' : ` (${product})`);
export const alsoKnown = (text: string | null): string => (text === null ? '' : ` (${quote(text)})`);

/** A cause, as surely as the evidence allows. Both are clauses that begin in lower case. */
export function surely(certainty: Certainty, cause: string, otherwise: string): string {
  return {
    certain: `${cause.charAt(0).toUpperCase()}${cause.slice(1)}.`,
    likely: `Très probablement, ${cause}.`,
    possible: typeset`Soit ${cause}, soit ${otherwise} : ce test ne permet pas de trancher.`,
  }[certainty];
}

/** What this computer remembers, as a sentence that may follow. */
export const remembered = (worked: 'here' | 'elsewhere' | null): string =>
  worked === null
    ? ''
    : ` ${
        {
          here: 'Depuis ce réseau, tout fonctionnait il y a moins d’une heure : une panne ou un changement récent est plus probable qu’une règle établie.',
          elsewhere: 'Depuis un autre réseau, tout fonctionnait au cours du dernier jour ; depuis celui-ci, non.',
        }[worked]
      }`;

export const statusPage = 'https://status.codat.io';

const send = typeset`Vous : transmettez ceci à votre service TI.`;

/** How a problem reaches the person who can solve it. */
export const forward = (certainty: Certainty): string =>
  certainty === 'possible'
    ? typeset`Vous : refaites le test dans quelques minutes ; si cela persiste, transmettez ceci à votre service TI.`
    : send;

/** The same where Codat may be having an outage. */
export const forwardIfUp = (certainty: Certainty): string =>
  certainty === 'possible'
    ? typeset`Vous : consultez ${statusPage} et refaites le test dans quelques minutes ; si cela persiste, transmettez ceci à votre service TI.`
    : send;

/** Codat supports those who ask for the data, not those who give it: docs.codat.io, "Support". */
export const tellCodat = typeset`Refaites le test plus tard ; la page d’état de Codat est ${statusPage}. Si cela persiste, prévenez l’entreprise qui vous a demandé de connecter QuickBooks, afin qu’elle prévienne Codat.`;
export const leaveToCodat = typeset`Vous et votre service TI : rien à changer ici. ${tellCodat}`;
