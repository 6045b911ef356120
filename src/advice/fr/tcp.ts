/** How a connection to the host's addresses begins. */
import type { Locale } from '../locale.ts';
import { allowed, effect, forward, forwardIfUp, goal, named, remembered, service, surely } from './phrase.ts';
import { typeset } from './typeset.ts';

const blockedTitle = {
  refused: 'connexion refusée',
  dropped: 'aucune réponse',
  unreachable: 'serveur hors d’atteinte',
};

const blockedSight = {
  refused: 'est refusée aussitôt',
  dropped: 'reste sans réponse',
  unreachable: 'est renvoyée, comme si aucun chemin n’y menait',
};

export const tcp = {
  'connect-blocked': ({ host, certainty, product, manner, scope, worked }) =>
    scope === 'host'
      ? {
          title: typeset`${goal(host)} : ${blockedTitle[manner]}`,
          meaning: `Une connexion vers ${service(host)} sur le port 443 ${blockedSight[manner]}. ${surely(certainty, `quelque chose sur votre réseau, comme un pare-feu${named(product)}, la bloque`, 'le service ou le chemin qui y mène est en panne')} ${effect(host)}${remembered(worked)}`,
          remedy: typeset`${forwardIfUp(certainty)} Votre service TI : dans ${product ?? 'le pare-feu ou le filtre Web'}, autorisez ${allowed(host)}. Les adresses peuvent changer.`,
        }
      : {
          title: typeset`${goal(host)} : aucune connexion ne sort`,
          meaning: typeset`Les connexions sécurisées (HTTPS) de cet ordinateur échouent, vers d’autres sites aussi : une connexion sur le port 443 ${blockedSight[manner]}. ${surely(certainty, `votre réseau${named(product)} ne laisse sortir aucune connexion directe, peut-être parce qu’il faut passer par un proxy`, 'la connexion Internet est en panne')} ${effect(host)}${remembered(worked)}`,
          remedy: typeset`${forward(certainty)} Votre service TI : si ce réseau utilise un proxy, inscrivez-le dans les Options Internet de l’utilisateur Windows qui exécute le connecteur ; sinon, dans ${product ?? 'le pare-feu'}, autorisez ${allowed(host)}.`,
        },
  'ipv6-broken': ({ certainty }) => ({
    title: 'IPv6 ne fonctionne pas ici, IPv4 fonctionne',
    meaning: typeset`Les connexions par IPv6, le nouveau type d’adresses, échouent ; par IPv4, elles réussissent, et le connecteur peut s’en servir. ${surely(certainty, 'IPv6 n’est pas entièrement configuré sur ce réseau', 'sa connexion IPv6 est en panne')} La connexion peut prendre un instant de plus.`,
    remedy: typeset`Vous : rien à faire. Votre service TI : réparez IPv6 sur ce réseau, ou cessez de l’annoncer d’ici là.`,
  }),
  'tcp-intercepted': ({ certainty, product }) => ({
    title: 'Des adresses sans ordinateur acceptent des connexions',
    meaning: `Des adresses où il n’y a aucun ordinateur acceptent des connexions. ${surely(certainty, `votre réseau${named(product)} accepte lui-même chaque connexion et la relaie`, 'un programme de cet ordinateur, comme un VPN ou une machine virtuelle, le fait')} À lui seul, cela ne nuit pas, mais cela peut cacher l’endroit où une connexion échoue.`,
    remedy: typeset`Personne : rien à faire tant que la connexion fonctionne. Votre service TI : si elle échoue, examinez le proxy transparent ou la passerelle qui accepte les connexions.`,
  }),
} satisfies Partial<Locale['finding']>;
