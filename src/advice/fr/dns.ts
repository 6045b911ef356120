/** How the host's name is turned into an address. */
import type { Locale } from '../locale.ts';
import { alsoKnown, effect, forward, forwardIfUp, goal, hosts, named, quoteAll, surely } from './phrase.ts';
import { typeset } from './typeset.ts';

const blockedTitle = {
  nxdomain: 'nom du serveur introuvable',
  'no-address': 'nom du serveur introuvable',
  'null-address': 'le nom ne mène nulle part',
  sinkhole: 'nom du serveur détourné',
  refused: 'nom du serveur refusé',
  servfail: 'recherche du nom en échec',
  'extended-error': 'nom du serveur refusé',
};

const blockedAnswer = {
  nxdomain: 'que ce nom n’existe pas',
  'no-address': 'que ce nom n’a pas d’adresse',
  'null-address': 'par une adresse qui ne mène nulle part',
  sinkhole: 'par une adresse qui n’est pas celle du service, mais une adresse où aboutissent les noms bloqués',
  refused: 'qu’il refuse de chercher ce nom',
  servfail: 'que la recherche de ce nom a échoué',
  'extended-error': 'que ce nom n’est pas communiqué',
};

/** Whoever is first is believed. */
const injection =
  'Un instant plus tard, une autre réponse est arrivée, et quelque chose, en chemin, répond donc à la place du serveur DNS.';
const whereInjected = 'le pare-feu ou le filtre placé entre cet ordinateur et son serveur DNS';

export const dns = {
  'dns-blocked': ({ host, certainty, product, manner, resolver, detail, injected }) => ({
    title: typeset`${goal(host)} : ${blockedTitle[manner]}`,
    meaning: typeset`Interrogé au sujet de ${host ?? 'l’adresse du service'}, le serveur DNS${alsoKnown(resolver)} répond ${blockedAnswer[manner]}${alsoKnown(detail)}. ${injected ? `${injection} ` : ''}${surely(certainty, `un filtre Web ou DNS${named(product)} utilisé par votre réseau bloque ce nom`, 'ce nom manque à cause d’une panne')} ${effect(host)}`,
    remedy: typeset`${forwardIfUp(certainty)} Votre service TI : dans ${product ?? (injected ? whereInjected : 'le filtre DNS ou Web qu’utilise ce réseau')}, autorisez ${hosts(host)} ; ensuite, videz le cache DNS (ipconfig /flushdns) et refaites le test.`,
  }),
  'dns-rewritten': ({ host, certainty, product, addresses, injected }) => ({
    title: typeset`${goal(host)} : nom du serveur détourné`,
    meaning: typeset`Sur ce réseau, le nom ${host ?? 'du service'} mène à ${quoteAll(addresses)}, où le véritable service ne se trouve pas ; il répond bien à l’adresse donnée ailleurs. ${injected ? `${injection} ` : ''}${surely(certainty, `un filtre ou un serveur DNS${named(product)} utilisé par votre réseau modifie la réponse`, 'le serveur DNS de votre réseau n’est pas à jour')} ${effect(host)}`,
    remedy: typeset`${forward(certainty)} Votre service TI : dans ${product ?? (injected ? whereInjected : 'le filtre ou le serveur DNS qu’utilise ce réseau')}, autorisez ${hosts(host)} et retirez les entrées locales pour ces noms ; ensuite, videz le cache DNS (ipconfig /flushdns) et refaites le test.`,
  }),
  'dns-resolver-down': ({ host, certainty, severity, resolver }) =>
    severity === 'info'
      ? {
          title: 'Un des serveurs DNS de ce réseau ne fonctionne pas',
          meaning: typeset`Le serveur DNS${alsoKnown(resolver)} ne trouve aucun nom ; un autre en trouve, et la connexion fonctionne, peut-être plus lentement. ${surely(certainty, 'ce serveur ne fonctionne pas', 'il est inaccessible d’ici')}`,
          remedy: typeset`Vous : rien à faire. Votre service TI : réparez ce serveur DNS, ou retirez-le des réglages du réseau (DHCP ou carte réseau).`,
        }
      : {
          title: typeset`${goal(host)} : recherche de noms en échec`,
          meaning: `Le serveur DNS${alsoKnown(resolver)} qu’interroge cet ordinateur ne trouve aucun nom, et aucun service ne peut être trouvé par son nom. ${surely(certainty, 'ce serveur ne fonctionne pas', 'la connexion à ce serveur est en panne')} ${effect(host)}`,
          remedy: typeset`Vous : redémarrez le routeur si c’est le vôtre, et refaites le test ; si cela persiste, prévenez votre service TI ou votre fournisseur Internet. Votre service TI : réparez le serveur DNS, ou donnez-en un autre à cet ordinateur (DHCP ou carte réseau).`,
        },
  'dns-intercepted': ({ certainty, product }) => ({
    title: 'Une question DNS envoyée nulle part a reçu une réponse',
    meaning: `Une question DNS envoyée à une adresse où il n’y a pas de serveur a reçu une réponse. ${surely(certainty, `votre réseau${named(product)} répond à toutes les questions DNS, quel que soit le serveur visé`, 'un programme de cet ordinateur, comme un VPN, le fait')} À lui seul, cela ne nuit pas.`,
    remedy: typeset`Personne : rien à faire tant que la connexion fonctionne. Votre service TI : choisir un autre serveur DNS sur cet ordinateur ne changera rien ici ; changez celui qu’utilise le réseau.`,
  }),
} satisfies Partial<Locale['finding']>;
