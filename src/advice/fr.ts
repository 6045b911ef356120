import { explain } from './fr/explain.ts';
import { finding } from './fr/finding.ts';
import { help } from './fr/help.ts';
import { notice } from './fr/notice.ts';
import { problem } from './fr/problem.ts';
import { report } from './fr/report.ts';
import { headline, standing } from './fr/summary.ts';
import { guide, menu, notification } from './fr/tray.ts';
import { typeset } from './fr/typeset.ts';
import type { Locale } from './locale.ts';

function ago(elapsedMs: number): string {
  const minutes = Math.floor(elapsedMs / 60_000);
  if (minutes < 1) return 'à l’instant';
  if (minutes < 60) return `il y a ${minutes} min`;
  return minutes < 2880 ? `il y a ${Math.floor(minutes / 60)} h` : `il y a ${Math.floor(minutes / 1440)} jours`;
}

/** Whole minutes read better than seconds. */
function span(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** Canadian French. */
export const fr: Locale = {
  tag: 'fr',
  finding,
  explain,
  headline,
  waiting: 'En attente du premier test.',
  standing,
  severity: { critical: 'Critique', warning: 'Avertissement', info: 'Pour information' },
  certainty: { certain: 'Certain', likely: 'Probable', possible: 'Possible' },
  hostLine: ({ host, verdict, path }) =>
    typeset`${host} : ${standing[verdict].toLowerCase()}${path === 'proxy' ? ' (par un proxy)' : ''}`,
  ago,
  menu,
  notice,
  notification,
  guide,
  itContact: null,
  page: {
    checkedAt: (time) => typeset`Date du test : ${time}`,
    because: (ids) => typeset`D’après : ${ids.join(', ')}`,
    whatToDo: (remedy) => typeset`Que faire : ${remedy}`,
    asAlready: 'Comme déjà indiqué.',
    snippetNotes: ({ product, confidence, source, caveats }, undo) =>
      [
        typeset`Pour ${product}. À relire avant de coller.`,
        typeset`Fiabilité : ${report.confidence[confidence]}. Source : ${source}`,
        ...(caveats.length === 0 ? [] : [caveats.join(' ')]),
        ...(undo === null ? [] : [typeset`Pour annuler :\n${undo}`]),
      ].join('\n'),
    yourIt: (contact) => typeset`Votre service TI : ${contact}`,
    allowlistHint: typeset`Pour le texte qu’il faut au service TI : connection-check allowlist`,
    bundleContains: (redaction) =>
      redaction === 'strict'
        ? typeset`L’archive ne contient aucun nom de personne ou d’ordinateur, aucune adresse et aucun journal :`
        : typeset`L’archive ne contient aucun nom de personne ou d’ordinateur, aucun mot de passe et aucun témoin :`,
    noTray: (reason) =>
      typeset`Impossible d’afficher l’icône ici (${reason}) ; la surveillance continue dans ce terminal.`,
    alreadyRunning: typeset`Connection Check est déjà en marche ; il teste maintenant la connexion.`,
    notAnswering: 'Connection Check est déjà en marche, mais ne répond pas. Arrêtez-le et redémarrez-le.',
    watching: (intervalSeconds) => `Un test toutes les ${span(intervalSeconds)}. Ctrl-C pour arrêter.`,
    checking: 'Test de la connexion…',
    noResult: 'Aucun résultat n’est encore enregistré. Exécutez connection-check check.',
    ofAnotherUser: (ageMs) => `Constaté pour un autre utilisateur de cet ordinateur, ${ago(ageMs)}.`,
    outdated: (ageMs) =>
      `Ce résultat est périmé (${ago(ageMs)}). Exécutez connection-check check pour en avoir un nouveau.`,
  },
  report,
  help,
  problem,
};
