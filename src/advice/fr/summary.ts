/** A whole diagnosis in one sentence, in a menu, and in a notification. */
import type { Diagnosis, Finding } from '../../model/finding.ts';
import type { Locale } from '../locale.ts';
import { type Summary, summarize } from '../summary.ts';
import { finding } from './finding.ts';
import { goal, quote } from './phrase.ts';
import { typeset } from './typeset.ts';

export const standing: Locale['standing'] = {
  waiting: 'En attente du premier test',
  unstable: 'Connexion instable',
  clear: 'Connexion établie',
  impaired: 'Connexion établie, avec un avertissement',
  failing: 'Connexion impossible',
  offline: 'Hors ligne',
  inconclusive: 'Résultat incertain',
};

type Impaired = Extract<Summary, { kind: 'impaired' }>;
type Failing = Extract<Summary, { kind: 'failing' }>;

const titleOf = (warning: Finding): string => finding[warning.code](warning as never).title;

/** Titles of warnings begin with an article or the like, so they go on in lower case. */
function warned({ warning }: Impaired): string {
  if (warning === null) return 'Connexion établie, avec un avertissement.';
  const title = titleOf(warning);
  return typeset`Connexion établie, avec un avertissement : ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
}

function failed({ loss, syncWorks, hosts, obstacle }: Failing): string {
  const sight =
    obstacle === 'service'
      ? `le service éprouve un problème (${hosts.join(', ')})`
      : `cet ordinateur n’arrive pas à joindre ${hosts.join(' ni ')}`;
  if (loss === 'sync') return typeset`Les données QuickBooks ne se synchronisent pas : ${sight}.`;
  if (loss === 'other') return `${sight.charAt(0).toUpperCase()}${sight.slice(1)}.`;
  return typeset`${syncWorks ? 'La synchronisation fonctionne, mais l’installation' : 'L’installation'} ou la mise à jour du connecteur peut échouer : ${sight}.`;
}

export function headline(diagnosis: Diagnosis): string {
  const summary = summarize(diagnosis);
  switch (summary.kind) {
    case 'clear':
      return typeset`Connexion établie : les données QuickBooks peuvent atteindre Codat.`;
    case 'offline':
      return 'Cet ordinateur est hors ligne.';
    case 'sign-in':
      return typeset`Ce réseau attend que vous vous connectiez : d’ici là, les données QuickBooks ne se synchronisent pas.`;
    case 'inconclusive':
      return 'Impossible de dire si le connecteur atteint Codat.';
    case 'impaired':
      return warned(summary);
    case 'failing':
      return failed(summary);
  }
}

/** Notifications hold 200 characters; a host name may have 253. */
const short = (host: string) => (host.length > 30 ? `${host.slice(0, 29)}…` : host);

const copyHint = typeset`Menu de l’icône : « Copier la liste d’autorisation pour le service TI », puis envoyez-la.`;

const whenFailing = {
  line: 'Vérifiez le câble ou le Wi-Fi.',
  'sign-in': 'Connectez-vous à ce réseau dans un navigateur.',
  clock: typeset`L’horloge de cet ordinateur est déréglée : réglez-la dans les paramètres de Windows, puis refaites le test.`,
  computer: typeset`Quelque chose sur cet ordinateur l’empêche. Prévenez votre service TI ; le réseau n’est pas en cause.`,
  filter: `Votre réseau le bloque peut-être. ${copyHint}`,
  network: 'Quelque chose sur votre réseau ne fonctionne pas comme il faut. Prévenez votre service TI.',
  service: typeset`Rien à changer ici. Page d’état de Codat : status.codat.io.`,
};

const whenImpaired = {
  ...whenFailing,
  clock: 'Réglez l’horloge dans les paramètres de Windows.',
  filter: `Rien d’urgent. ${copyHint}`,
  network: typeset`Rien d’urgent ; prévenez votre service TI.`,
  computer: typeset`Rien d’urgent ; prévenez votre service TI.`,
  service: 'Rien à faire ici.',
};

export function result(diagnosis: Diagnosis): { title: string; body: string } {
  const summary = summarize(diagnosis);
  switch (summary.kind) {
    case 'clear':
      return {
        title: 'Les données QuickBooks peuvent atteindre Codat',
        body: 'La connexion a été testée et fonctionne. Rien à faire.',
      };
    case 'offline':
      return {
        title: 'Cet ordinateur est hors ligne',
        body: 'Les données QuickBooks ne se synchroniseront pas d’ici son retour en ligne. Vérifiez le câble ou le Wi-Fi.',
      };
    case 'sign-in':
      return {
        title: 'Ce réseau attend que vous vous connectiez',
        body: 'Ouvrez un navigateur, puis connectez-vous ou acceptez les conditions sur la page qui s’affiche. Refaites ensuite le test.',
      };
    case 'inconclusive':
      return {
        title: 'Impossible de dire si Codat est accessible',
        body: typeset`Refaites le test dans quelques minutes. Si rien ne change, choisissez « Ouvrir le journal » et montrez-le à votre service TI.`,
      };
    case 'impaired': {
      const { warning, obstacle } = summary;
      const title = 'Connexion établie, avec un avertissement';
      if (warning === null || obstacle === null)
        return { title, body: 'Les données QuickBooks peuvent atteindre Codat.' };
      return { title, body: `${titleOf(warning)}. ${whenImpaired[obstacle]}` };
    }
    case 'failing': {
      const { hosts, obstacle } = summary;
      const host = quote(short(hosts[0]));
      const sight =
        obstacle === 'service'
          ? `Le service éprouve un problème (${host}).`
          : `Cet ordinateur n’arrive pas à joindre ${host}.`;
      return {
        title: goal(hosts[0]),
        body: `${sight} ${obstacle === null ? 'Prévenez votre service TI.' : whenFailing[obstacle]}`,
      };
    }
  }
}
