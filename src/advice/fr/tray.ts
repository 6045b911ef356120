import type { Standing } from '../locale.ts';
import type { MenuWords, NotificationWords } from '../tray.ts';
import { quote } from './phrase.ts';
import { result, standing } from './summary.ts';
import { typeset } from './typeset.ts';

const two = (number: number) => String(number).padStart(2, '0');
/** Office québécois de la langue française, "Écriture de l’heure": 14 h 5, here with two digits as on a screen. */
const clock = (time: Date) => `${time.getHours()}\u00a0h\u00a0${two(time.getMinutes())}`;
const day = (time: Date) => time.toLocaleDateString('fr-CA', { month: 'long', day: 'numeric' });

function when(time: Date, now: Date): string {
  const today = time.toDateString() === now.toDateString();
  return today ? `à ${clock(time)}` : `le ${day(time)} à ${clock(time)}`;
}

/** It agrees with "connexion", where that is the word. */
const verified = (name: Standing): string => (standing[name].startsWith('Connexion') ? 'vérifiée' : 'vérifié');

export const menu: MenuWords = {
  status: (name, checkedAt, now) =>
    checkedAt === null ? standing[name] : `${standing[name]} – ${verified(name)} ${when(checkedAt, now)}`,
  paused: (until) => `Les tests sont suspendus jusqu’à ${clock(until)}`,
  testing: 'Test de la connexion en cours…',
  test: 'Tester la connexion',
  showDetails: 'Afficher les détails…',
  copyAllowlist: 'Copier la liste d’autorisation pour le service TI',
  purpose: {
    allow: 'autoriser',
    'tls-exempt': 'sans inspection TLS',
    'proxy-auth-exempt': 'sans authentification au proxy',
    'proxy-bypass': 'sans le proxy',
    verify: 'vérifier ensuite',
  },
  copyPlainText: 'Texte simple',
  copyHostList: 'Liste des hôtes',
  listProducts: 'Autres produits…',
  saveReport: 'Enregistrer le rapport pour le service TI…',
  pause: 'Suspendre pendant 1 heure',
  notifications: 'Notifications',
  startAtLogin: 'Démarrer à l’ouverture de session',
  language: 'Langue',
  openLog: 'Ouvrir le journal',
  managedBy: (name) => (name === null ? 'Géré par votre organisation' : `Géré par ${name}`),
  help: 'Aide',
  about: 'À propos',
  exit: 'Quitter',
};

export const notification: NotificationWords = {
  result,
  recovered: {
    title: 'QuickBooks se synchronise de nouveau',
    body: 'Cet ordinateur atteint de nouveau Codat. Rien à faire.',
  },
  copied: (what) => ({
    title: 'Copié pour le service TI',
    body: typeset`${quote(what)} : collez le texte dans un message et envoyez-le à votre service TI.`,
  }),
  copySaved: (file) => ({
    title: 'Enregistré pour le service TI',
    body: typeset`Envoyez ce fichier à votre service TI : ${file}`,
  }),
  reportSaved: (file) => ({
    title: 'Rapport enregistré pour le service TI',
    body: typeset`Envoyez ce fichier à votre service TI : ${file}`,
  }),
  notOpened: (file) => ({
    title: 'Aucun programme n’ouvre ce fichier ici',
    body: typeset`Ouvrez-le vous-même : ${file}`,
  }),
  notSaved: (reason) => ({
    title: 'Le fichier n’a pas pu être enregistré',
    body: typeset`Connection Check continue sans lui. Raison : ${reason}`,
  }),
  noResult: {
    title: 'Rien à afficher pour le moment',
    body: 'Le premier test n’est pas terminé. Réessayez dans une minute.',
  },
  settingsApplied: {
    title: 'Les réglages ont changé',
    body: 'Connection Check utilise les nouveaux à partir de maintenant.',
  },
  settingsRefused: (problem) => ({ title: 'Les réglages modifiés ne sont pas utilisés', body: problem }),
  autostartRefused: (reason) => ({
    title: 'Le démarrage automatique n’a pas changé',
    body: `${reason}.`,
  }),
  about: (version) => ({
    title: `Connection Check ${version}`,
    body: 'Dit si les données QuickBooks peuvent atteindre Codat depuis cet ordinateur. Rien de ce qui est constaté n’est envoyé où que ce soit.',
  }),
};

export const guide = typeset`Connection Check : aide

Ce que fait ce programme
  À intervalles de quelques minutes, Connection Check vérifie si cet ordinateur
  atteint les deux services de Codat par lesquels passent les données
  QuickBooks : quickbooksdesktop.codat.io et connectors.codat.io. Si ce n’est
  pas le cas, il cherche pourquoi et note ce que le service TI doit changer.

L’icône
  Crochet              Connexion établie. Rien à faire.
  Triangle, « ! »      Connexion établie, avec un avertissement. Rien d’urgent.
  Octogone, croix      Connexion impossible : QuickBooks ne se synchronise pas.
  Fiche débranchée     Hors ligne. Vérifiez le câble ou le Wi-Fi.
  « ? »                Résultat incertain. Refaites le test un peu plus tard.
  Losange, zigzag      Connexion instable : elle va et vient.
  Sablier              Le premier test n’est pas encore terminé.
  Deux barres          Les tests sont suspendus.

Si l’icône dit « Connexion impossible »
  1. Choisissez « Tester la connexion », pour savoir si c’est encore le cas.
  2. Choisissez « Afficher les détails… » et lisez ce qu’il faut faire. Souvent,
     vous ne pouvez rien y faire vous-même.
  3. Choisissez « Enregistrer le rapport pour le service TI… » et envoyez le
     fichier au service TI. Ou choisissez « Copier la liste d’autorisation pour
     le service TI », puis le produit qui protège votre réseau ; si vous ne le
     connaissez pas, choisissez « Texte simple ». Collez le texte dans un
     message au service TI.

Le menu
  Suspendre pendant 1 heure
                       Aucun test pendant une heure. Choisissez-le de nouveau
                       pour reprendre tout de suite.
  Notifications        Pour être prévenu quand la connexion change.
  Démarrer à l’ouverture de session
                       Pour que l’icône soit là dès l’ouverture de session.
  Langue               Français ou anglais, tout de suite.
  Ouvrir le journal    Ce qui s’est passé jusqu’ici, pour le service TI.
  Quitter              Ferme Connection Check jusqu’au prochain démarrage.

Vie privée
  Connection Check n’envoie aucun rapport. Les fichiers qu’il écrit restent sur
  cet ordinateur jusqu’à ce que vous les envoyiez.

Pour le service TI
  « connection-check --help » dans un terminal donne la liste des commandes. Les
  réglages sont lus dans le fichier « settings.json », que ce programme ne
  modifie jamais.
`;
