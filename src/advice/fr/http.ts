/** What answers over the secure connection. */
import type { Locale } from '../locale.ts';
import { allowed, effect, forwardIfUp, goal, leaveToCodat, named, quote, subject, surely } from './phrase.ts';
import { typeset } from './typeset.ts';

export const http = {
  'block-page': ({ host, certainty, product, statusCode, location }) => ({
    title: typeset`${goal(host)} : ${certainty === 'certain' ? 'une page de blocage' : 'une autre page'} répond`,
    meaning: `À la place ${host === null ? 'du service' : `de ${host}`}, une page Web répond (HTTP ${statusCode}${location === null ? '' : `, ${quote(location)}`}). ${surely(certainty, `un filtre Web${named(product)} de votre réseau ou de cet ordinateur bloque le service`, 'le service lui-même montre cette page pendant une panne')} ${effect(host)}`,
    remedy: typeset`${forwardIfUp(certainty)} Votre service TI : dans ${product ?? 'le filtre Web'}, autorisez ${allowed(host)} ; si le produit inspecte TLS, exemptez-en aussi ces noms.`,
  }),
  'service-unavailable': ({ host, certainty, severity, manner, statusCode, retryAfter }) => {
    const status = statusCode === null ? '' : ` ${statusCode}`;
    const wait =
      retryAfter === null
        ? ''
        : typeset` Il demande d’attendre avant le prochain essai (Retry-After : ${quote(retryAfter)}).`;
    if (severity === 'info')
      return {
        title: 'Le service demande de ralentir',
        meaning: `${subject(host)} est accessible, mais répond qu’on l’a sollicité trop souvent${status === '' ? '' : ` (HTTP${status})`}.${wait} ${surely(certainty, 'le service limite la fréquence des demandes', 'il est surchargé')}`,
        remedy: typeset`Personne : rien à faire ; cela passera.`,
      };
    const seen = {
      'http-status': {
        title: `erreur${status} du service`,
        sight: `${subject(host)} est accessible par une véritable connexion sécurisée, mais répond par une erreur${status === '' ? '' : ` (HTTP${status})`}.`,
      },
      'name-not-found': {
        title: 'nom du service introuvable',
        sight: `Aucun des serveurs de noms interrogés, sur ce réseau ou ailleurs, ne connaît ${host ?? 'ce service'}.`,
      },
      'no-answer': {
        title: 'le service ne répond pas',
        sight: `${subject(host)} accepte une véritable connexion sécurisée, mais ne répond pas ensuite.`,
      },
      malformed: {
        title: 'réponse du service illisible',
        sight: `${subject(host)} accepte une véritable connexion sécurisée, mais sa réponse est illisible.`,
      },
    }[manner];
    return {
      title: typeset`${goal(host)} : ${seen.title}`,
      meaning: `${seen.sight}${wait} ${surely(certainty, 'le service lui-même éprouve un problème', 'quelque chose en chemin perturbe ses réponses')} ${effect(host)}`,
      remedy: leaveToCodat,
    };
  },
} satisfies Partial<Locale['finding']>;
