/** What `--help` prints; conventional layout, at most 80 columns. */
import type { Locale } from '../locale.ts';
import { typeset } from './typeset.ts';

const common = `  --config FICHIER   lit les réglages dans FICHIER
  --lang en|fr       parle anglais ou français
  --help             affiche cette aide
  --version          affiche la version`;

const exitCodes = typeset`Codes de sortie :
  0  clear           le connecteur passe
  1  impaired        il passe, avec un avertissement
  2  failing         il ne passe pas, ou cet ordinateur est hors ligne
  3  inconclusive    impossible de trancher`;

export const help: Locale['help'] = {
  main: typeset`Connection Check : les données QuickBooks de cet ordinateur atteignent-elles
Codat ?

Utilisation : connection-check [COMMANDE] [OPTIONS]

Sans commande, une icône montre l’état de la connexion dans la zone de
notification ; si c’est impossible, Connection Check surveille dans le terminal.

Commandes :
  check              teste les deux hôtes de Codat à fond, une fois, maintenant
  watch              surveille dans le terminal jusqu’à Ctrl-C
  status             montre le dernier résultat enregistré, sans le réseau
  allowlist          affiche ce qu’il faut au service TI pour laisser passer le
                     connecteur
  report             écrit le dernier résultat dans un fichier à lire
  bundle             écrit une archive pour le soutien technique
  explain CODE       dit ce que signifie un constat, et que faire

Options :
  --json             (check, watch, status) affiche du JSON, pour programmes
  --exit-style rmm   (check, status) ajoute 1000 aux codes de sortie sauf 0
  --replay FICHIER   (check, report) refait le diagnostic de FICHIER
  --out FICHIER      (report, bundle) écrit dans FICHIER
  --redaction N      (bundle) default ou strict (ni adresses ni journal)
  --list             (allowlist) énumère les formats
  --format ID        (allowlist) choisit un format
  --purpose P        (allowlist) choisit à quoi sert le texte
${common}

« connection-check COMMANDE --help » en dit plus sur une commande.

Codes de sortie de check et de status :
  0  clear           le connecteur passe
  1  impaired        il passe, avec un avertissement
  2  failing         il ne passe pas, ou cet ordinateur est hors ligne
  3  inconclusive    impossible de trancher ou d’exécuter la commande, ou
                     (status) aucun résultat enregistré, ou seulement un périmé`,
  command: {
    check: typeset`Utilisation : connection-check check [--json] [--replay FICHIER] [OPTIONS]

Teste les deux hôtes de Codat à fond, une fois, et dit ce qui fait obstacle, à
qui c’est et qui peut le régler. Se termine en moins de 20 secondes.

Options :
  --exit-style rmm   ajoute 1000 aux codes de sortie autres que 0, pour les
                     agents qui se réservent 1 à 999
  --json             affiche le résultat en JSON, et rien d’autre
  --replay FICHIER   n’utilise pas le réseau : refait le diagnostic des preuves
                     de FICHIER (ce qu’affiche « check --json », ou seulement sa
                     partie « evidence »)
${common}

${exitCodes} ou d’exécuter le test`,
    watch: typeset`Utilisation : connection-check watch [--json] [OPTIONS]

Surveille les deux hôtes de Codat dans le terminal, jusqu’à Ctrl-C.

Options :
  --json             affiche chaque résultat sur une ligne de JSON
${common}`,
    status: typeset`Utilisation : connection-check status [--json] [OPTIONS]

Montre le dernier résultat enregistré, sans utiliser le réseau. Pour un
administrateur qui n’en a pas de récent, c’est le plus récent des utilisateurs
de cet ordinateur ; en JSON, « ofAnotherUser » le signale.

Options :
  --exit-style rmm   ajoute 1000 aux codes de sortie autres que 0, pour les
                     agents qui se réservent 1 à 999
  --json             affiche le résultat enregistré en JSON, et rien d’autre
${common}

${exitCodes}, aucun résultat enregistré, ou
                     seulement un résultat plus ancien que trois intervalles`,
    allowlist: typeset`Utilisation : connection-check allowlist [--list] [--format ID] [--purpose P]
                                  [OPTIONS]

Affiche un texte qui permet au service TI de laisser passer le connecteur.

Options :
  --list             énumère les formats et l’usage de chacun
  --format ID        affiche ce format, nommé comme dans la liste
  --purpose P        affiche ce qui sert à cet usage : allow (laisser passer la
                     connexion), tls-exempt (ne pas l’inspecter),
                     proxy-auth-exempt (ne pas exiger d’authentification) ou
                     proxy-bypass (contourner le proxy)
${common}`,
    report: typeset`Utilisation : connection-check report [--out FICHIER]
                               [--replay FICHIER] [OPTIONS]

Écrit le dernier résultat enregistré, avec ses preuves et ce qu’il faut au
service TI, dans un fichier HTML, et affiche où il est. N’utilise pas le réseau
et n’envoie rien.

Options :
  --out FICHIER      écrit dans FICHIER, et non dans report.html, dans le
                     dossier d’état
  --replay FICHIER   fait le rapport des preuves de FICHIER, et non du dernier
                     résultat (ce qu’affiche « check --json », ou seulement sa
                     partie « evidence »)
${common}`,
    bundle: typeset`Utilisation : connection-check bundle [--out FICHIER]
                               [--redaction NIVEAU] [OPTIONS]

Écrit une archive zip pour le soutien technique et dit ce qu’elle contient : le
rapport, le dernier résultat, l’historique, la fin du journal, les réglages et
les versions. N’envoie rien.

Options :
  --out FICHIER      écrit dans FICHIER, et non dans connection-check.zip, dans
                     le dossier d’état
  --redaction N      default : sans nom de personne ou d’ordinateur, sans mot de
                     passe ni témoin ; strict : sans adresse, réglages ni
                     journal non plus. Tout le reste veut dire strict
${common}`,
    explain: typeset`Utilisation : connection-check explain CODE [OPTIONS]

Dit ce que signifie un constat, à quoi on le reconnaît, avec quoi ne pas le
confondre, et qui fait quoi. CODE est le nom d’un constat, comme dns-blocked.

Options :
${common}`,
  },
};
