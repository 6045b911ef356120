/** This computer and its way to the internet. */
import type { Locale } from '../locale.ts';
import { effect, forward, goal, named, quote, quoteAll, service, surely } from './phrase.ts';
import { typeset } from './typeset.ts';

const hostsFile = typeset`%SystemRoot%\\System32\\drivers\\etc\\hosts (sous Linux : /etc/hosts)`;

/** "3 heures": the largest unit that says enough. */
function amount(seconds: number): string {
  const size = Math.abs(seconds);
  const [count, unit] =
    size < 3600
      ? [Math.round(size / 60), 'minute']
      : size < 172_800
        ? [Math.round(size / 3600), 'heure']
        : [Math.round(size / 86_400), 'jour'];
  return `${count} ${unit}${count > 1 ? 's' : ''}`;
}

export const local = {
  'network-offline': ({ host, certainty }) => ({
    title: 'Cet ordinateur est hors ligne',
    meaning: `Rien ne répond sur Internet. ${surely(certainty, 'cet ordinateur n’a pas de connexion Internet', 'la connexion Internet de ce réseau est en panne')} ${effect(host)}`,
    remedy: typeset`Vous : vérifiez le câble ou le Wi-Fi, et le mode avion ; puis refaites le test. Si d’autres ordinateurs d’ici sont aussi hors ligne, prévenez la personne responsable de la connexion Internet.`,
  }),
  'captive-portal': ({ host, certainty, location }) => ({
    title: 'Ce réseau attend que vous vous connectiez',
    meaning: `Une page Web qui devait venir d’Internet a reçu une réponse de ce réseau même${location === null ? '' : `, qui renvoie à ${quote(location)}`}. ${surely(certainty, 'le réseau ne laisse rien passer avant que vous vous connectiez ou acceptiez ses conditions sur sa propre page, comme à l’hôtel ou au café', 'autre chose sur le réseau modifie les pages Web')} ${effect(host)}`,
    remedy: typeset`Vous : ouvrez un navigateur, allez sur n’importe quel site, puis connectez-vous ou acceptez les conditions sur la page qui s’affiche ; ensuite, refaites le test. Il n’y a rien à demander à votre service TI.`,
  }),
  'clock-skewed': ({ host, certainty, severity, offsetSeconds }) => ({
    title:
      severity === 'critical'
        ? typeset`${goal(host)} : horloge du PC déréglée`
        : 'L’horloge de cet ordinateur est déréglée',
    meaning: `L’heure de cet ordinateur diffère${offsetSeconds === null ? '' : ` d’environ ${amount(offsetSeconds)}`} de celle que donne un serveur sur Internet. ${surely(certainty, 'la date, l’heure ou le fuseau horaire de cet ordinateur est inexact', 'ce serveur donne une heure inexacte')} Les connexions sécurisées exigent la bonne date et la bonne heure. ${severity === 'critical' ? effect(host) : 'La connexion fonctionne aujourd’hui, mais elle pourrait cesser de fonctionner.'}`,
    remedy: typeset`Vous : dans les paramètres de Windows, sous Heure et langue, activez le réglage automatique de l’heure et du fuseau horaire, choisissez « Synchroniser maintenant », puis refaites le test. Votre service TI : si l’horloge se dérègle encore, vérifiez le service de temps (w32time) et la pile de l’ordinateur.`,
  }),
  'hosts-file-override': ({ host, certainty, severity, addresses }) =>
    severity === 'info'
      ? {
          title: 'Une ligne du fichier hosts est utilisée, et fonctionne',
          meaning: `${surely(certainty, `une ligne du fichier hosts de cet ordinateur dirige ${service(host)} vers ${quoteAll(addresses)}, où le véritable service répond`, 'un autre réglage de cet ordinateur le fait')} Si le service change d’adresse, cette ligne coupera la connexion.`,
          remedy: typeset`Personne : rien à faire aujourd’hui. Votre service TI : si la ligne du fichier ${hostsFile} n’est pas voulue, retirez-la.`,
        }
      : {
          title: typeset`${goal(host)} : adresse détournée sur ce PC`,
          meaning: `Le fichier hosts, un fichier de réglages de cet ordinateur, dirige ${service(host)} vers ${quoteAll(addresses)}. ${surely(certainty, `cette ligne empêche la connexion d’atteindre le service`, 'le serveur à cette adresse est en panne')} ${effect(host)}`,
          remedy: typeset`${forward(certainty)} Votre service TI : comme administrateur, retirez du fichier ${hostsFile} la ligne qui nomme ${service(host)}, et cherchez ce qui l’a écrite (un VPN ou un logiciel de sécurité, peut-être).`,
        },
  'local-firewall-denied': ({ host, certainty, product }) => ({
    title: typeset`${goal(host)} : arrêt sur ce PC`,
    meaning: `Cet ordinateur a lui-même refusé la connexion aussitôt, avant tout envoi. ${surely(certainty, `un pare-feu ou un antivirus de cet ordinateur même${named(product)} l’interdit`, 'cet ordinateur la refuse pour une autre raison')} ${effect(host)}`,
    remedy: typeset`Vous : transmettez ceci à votre service TI. Votre service TI : dans ${product ?? 'le pare-feu ou l’antivirus de cet ordinateur'}, autorisez le port TCP 443 sortant pour le connecteur (QBWebConnector.exe) et pour Connection Check. L’équipement du réseau n’est pas en cause.`,
  }),
} satisfies Partial<Locale['finding']>;
