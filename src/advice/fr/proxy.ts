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
import { typeset } from './typeset.ts';

export const proxy = {
  'proxy-authentication-required': ({ host, certainty, product, schemes, proxy }) => ({
    title: typeset`${goal(host)} : le proxy exige un mot de passe`,
    meaning: `Les connexions vers ${service(host)} passent par le proxy ${quote(proxy)}${named(product)}, qui exige d’abord un nom d’utilisateur et un mot de passe${schemes.length === 0 ? '' : ` (${quoteAll(schemes)})`}. ${surely(certainty, 'le proxy ne laisse passer personne sans identification, et le connecteur ne peut peut-être pas s’identifier', 'son service d’identification est en panne')} ${effect(host)}`,
    remedy: typeset`${forward(certainty)} Votre service TI : dans le proxy ${quote(proxy)}, exemptez ${hosts(host)} (CONNECT, TCP 443) de l’authentification, au-dessus de la règle qui l’exige.`,
  }),
  'proxy-denied': ({ host, certainty, product, statusCode, proxy, scope }) => ({
    title: typeset`${goal(host)} : refus du proxy`,
    meaning: `Le proxy ${quote(proxy)}${named(product)} refuse la connexion vers ${service(host)} (HTTP ${statusCode})${scope === 'all' ? ', et vers d’autres sites aussi' : ''}. ${surely(certainty, scope === 'all' ? 'ses règles ne laissent cet ordinateur ou cet utilisateur se connecter à rien' : 'ses règles n’autorisent pas ce service', 'le proxy est en panne')} ${effect(host)}`,
    remedy: typeset`${forward(certainty)} Votre service TI : dans les règles du proxy ${quote(proxy)}, autorisez ${scope === 'all' ? 'pour cet ordinateur et son utilisateur ' : ''}CONNECT sur TCP 443 vers ${hosts(host)}, par nom d’hôte.`,
  }),
  'proxy-upstream-failed': ({ host, certainty, product, statusCode, proxy }) => ({
    title: typeset`${goal(host)} : le proxy n’y arrive pas`,
    meaning: `Le proxy ${quote(proxy)}${named(product)} répond, mais signale qu’il ne peut pas joindre ${service(host)} (HTTP ${statusCode}). ${surely(certainty, 'le chemin du proxy vers le service est fermé ou rompu', 'le service est en panne')} ${effect(host)}`,
    remedy: typeset`${forwardIfUp(certainty)} Votre service TI : depuis le proxy ${quote(proxy)}, testez la recherche du nom et une connexion ; au-delà, autorisez ${allowed(host)}.`,
  }),
  'proxy-unreachable': ({ host, certainty, proxy }) => ({
    title: typeset`${goal(host)} : le proxy ne répond pas`,
    meaning: `Cet ordinateur est réglé pour passer par le proxy ${quote(proxy)}, qui est inaccessible. ${surely(certainty, 'ce réglage ne convient pas au réseau où se trouve cet ordinateur', 'le proxy est en panne')} ${effect(host)}`,
    remedy: typeset`Vous : hors du bureau, activez le VPN et refaites le test ; sinon, transmettez ceci à votre service TI. Votre service TI : vérifiez que le proxy ${quote(proxy)} fonctionne et qu’il est accessible d’ici, ou corrigez les Options Internet de cet utilisateur Windows.`,
  }),
  'proxy-drops-connect': ({ host, certainty, product, proxy }) => ({
    title: typeset`${goal(host)} : le proxy coupe la connexion`,
    meaning: `Le proxy ${quote(proxy)}${named(product)} ferme la connexion sans réponse quand on lui demande ${service(host)}. ${surely(certainty, 'ses règles coupent cette connexion', 'le proxy est surchargé ou en panne')} ${effect(host)}`,
    remedy: typeset`${forward(certainty)} Votre service TI : consultez le journal du proxy ${quote(proxy)}, et autorisez CONNECT sur TCP 443 vers ${hosts(host)}, par nom d’hôte.`,
  }),
  'proxy-autoconfig-failed': ({ host, certainty, severity, url }) => ({
    title:
      severity === 'critical'
        ? typeset`${goal(host)} : script de proxy en échec`
        : 'Le script de proxy échoue, la connexion directe fonctionne',
    meaning: `Le script ${quote(url)}, qui doit indiquer à cet ordinateur quel proxy utiliser, ne se charge pas ou contient une erreur. ${surely(certainty, 'le script ou son adresse dans les réglages est erroné', 'le serveur qui l’héberge est en panne')} ${severity === 'critical' ? effect(host) : 'Une connexion directe fonctionne aujourd’hui, et les données QuickBooks ne sont pas touchées.'}`,
    remedy: typeset`Vous : transmettez ceci à votre service TI. Votre service TI : réparez le script ${quote(url)} (PAC), ou corrigez son adresse dans les Options Internet de cet utilisateur Windows.`,
  }),
  'proxy-only': ({ host, certainty, product }) => ({
    title: 'Seul le proxy mène hors de ce réseau',
    meaning: typeset`Une connexion directe vers ${service(host)} échoue ; par le proxy${named(product)}, elle réussit. ${surely(certainty, 'votre réseau ne laisse sortir les connexions que par son proxy', 'le chemin direct est en panne')} Le connecteur fonctionne tant qu’il passe lui aussi par le proxy.`,
    remedy: typeset`Personne : rien à faire. Votre service TI : gardez le proxy dans les Options Internet de l’utilisateur Windows qui exécute le connecteur.`,
  }),
} satisfies Partial<Locale['finding']>;
