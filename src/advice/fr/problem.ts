/** What went wrong with the command line, the settings or a file: the thing, and the way out, on one line. */
import type { Locale } from '../locale.ts';
import { quote } from './phrase.ts';
import { typeset } from './typeset.ts';

const list = (known: readonly string[]) => known.join(', ');
const helpOf = (command: string) => `connection-check ${command === '' ? '' : `${command} `}--help`;

export const problem: Locale['problem'] = {
  unknownCommand: (name, known) =>
    typeset`Commande inconnue : ${quote(name)}. Commandes : ${list(known)}. Voir ${helpOf('')}.`,
  unknownOption: (name, command) =>
    typeset`Option inconnue : ${quote(name)}. Voir les options avec ${helpOf(command)}.`,
  missingValue: (option) => typeset`L’option ${option} doit être suivie d’une valeur. Voir ${helpOf('')}.`,
  unexpectedArgument: (argument, command) =>
    typeset`${quote(argument)} est un argument de trop${command === '' ? '' : ` pour ${command}`}. Retirez-le, ou voyez ${helpOf(command)}.`,
  badChoice: (option, value, known) =>
    typeset`${option} ne peut pas être ${quote(value)}. Valeurs possibles : ${list(known)}.`,
  unknownFormat: (id, alike) =>
    typeset`Aucun format ne s’appelle ${quote(id)}.${alike.length === 0 ? '' : typeset` Est-ce l’un de ceux-ci : ${list(alike)} ?`} Voyez-les tous avec connection-check allowlist --list.`,
  missingCode: (known) => typeset`Il manque à explain le code d’un constat. Codes possibles : ${list(known)}.`,
  unknownCode: (code, known) => typeset`Aucun constat ne s’appelle ${quote(code)}. Codes possibles : ${list(known)}.`,
  unreadable: (file, reason) =>
    `Le fichier ${quote(file)} est illisible (${reason}). Vérifiez son nom et ses autorisations.`,
  notJson: (file, reason) =>
    `Le fichier ${quote(file)} n’est pas du JSON (${reason}). Corrigez-le, ou choisissez-en un autre.`,
  badSetting: (file, key, reason) =>
    typeset`Réglage ${quote(key)} dans ${quote(file)} : ${reason}. Corrigez-le, ou retirez-le pour utiliser la valeur par défaut.`,
  unknownSetting: (file, key, known) =>
    typeset`Il n’y a pas de réglage ${quote(key)} (dans ${quote(file)}). Retirez-le, ou utilisez l’un de ceux-ci : ${list(known)}.`,
  unwritable: (file, reason) =>
    typeset`Impossible d’écrire le fichier ${quote(file)} (${reason}). Choisissez-en un autre avec --out FICHIER.`,
  noCertificates: (file) =>
    `Le fichier ${quote(file)} (publicRootsFile) ne contient aucun certificat au format PEM. Choisissez un autre fichier, ou retirez le réglage.`,
  notEvidence: (file, reason) =>
    `Le fichier ${quote(file)} ne contient pas de preuves enregistrées (${reason}). Utilisez tout ce qu’affiche connection-check check --json.`,
  futureEvidence: (file, version, known) =>
    typeset`Les preuves de ${quote(file)} sont de version ${version} ; ce programme connaît les versions jusqu’à ${known}. Mettez Connection Check à jour.`,
  unusableProxy: (variable) =>
    typeset`Le proxy de la variable d’environnement ${variable} est inutilisable : seuls les proxys HTTP le sont, écrits comme http://proxy.example:8080. Le test se fait sans lui.`,
  stateFolder: (folder, reason) =>
    typeset`Impossible d’écrire dans le dossier ${quote(folder)} (${reason}). Les tests continuent, mais rien n’est enregistré ; rendez le dossier accessible en écriture.`,
  oldNode: (version, needed) =>
    typeset`Node ${version} est trop ancien : Connection Check exige ${needed}. Démarrez-le par npm start, qui apporte le sien.`,
};
