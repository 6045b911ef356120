/** How the connection is made secure. */
import type { Locale } from '../locale.ts';
import {
  allowed,
  effect,
  forward,
  forwardIfUp,
  goal,
  hosts,
  leaveToCodat,
  named,
  quote,
  quoteAll,
  remembered,
  service,
  surely,
  tellCodat,
} from './phrase.ts';
import { typeset } from './typeset.ts';

/** RFC 8446 alerts have numbers; the rest of the manners speak for themselves. */
function breakOff(manner: 'reset' | 'dropped' | 'closed' | 'alert', alert: number | null): string {
  return {
    reset: 'est coupée',
    dropped: 'ne reçoit plus de réponse',
    closed: 'est fermée sans un mot',
    alert: `est refusée${alert === null ? '' : ` (alerte TLS ${alert})`}`,
  }[manner];
}

/** What was there instead of the expected certificate, and whose doing it is. */
const certificate = {
  name: {
    title: 'certificat d’un autre nom',
    sight: 'avec un certificat établi pour un autre nom',
    cause: 'un autre serveur ou appareil répond à la place du service',
    otherwise: 'le service est mal configuré',
  },
  'unknown-authority': {
    title: 'certificat non reconnu',
    sight: 'avec un certificat que ne garantit aucune autorité connue de cet ordinateur',
    cause: 'un autre serveur ou appareil répond à la place du service',
    otherwise: 'le service présente un certificat qui n’est pas publiquement reconnu',
  },
  expired: {
    title: 'certificat expiré',
    sight: 'avec un certificat expiré',
    cause: 'le certificat du service lui-même n’a pas été renouvelé à temps',
    otherwise: 'la date de cet ordinateur est inexacte',
  },
  'not-yet-valid': {
    title: 'certificat pas encore valide',
    sight: 'avec un certificat qui n’est pas encore valide',
    cause: 'le certificat du service lui-même a été mis en place trop tôt',
    otherwise: 'la date de cet ordinateur est inexacte',
  },
  'incomplete-chain': {
    title: 'certificat incomplet',
    sight: 'sans le certificat intermédiaire qui relie le sien à une autorité publique',
    cause: 'la configuration du service est incomplète',
    otherwise: 'le certificat intermédiaire s’est perdu en chemin',
  },
};

export const tls = {
  'sni-filtered': ({ host, certainty, product, manner, alert, via }) => ({
    title: typeset`${goal(host)} : nom du service rejeté`,
    meaning: typeset`Dès que la connexion${via === 'proxy' ? ' par le proxy' : ''} nomme ${service(host)}, elle ${breakOff(manner, alert)} ; sous un autre nom, elle continue. ${surely(certainty, `un filtre${named(product)} ${via === 'proxy' ? 'dans le proxy ou derrière lui' : 'sur votre réseau'} coupe les connexions qui nomment ce service`, 'le service lui-même les rejette pendant une panne')} ${effect(host)}`,
    remedy: typeset`${forwardIfUp(certainty)} Votre service TI : parmi les règles d’application, de SNI ou de filtrage Web (${product ?? (via === 'proxy' ? 'proxy' : 'pare-feu ou filtre Web')}), autorisez ${allowed(host)}. Une règle par adresse ne suffit pas.`,
  }),
  'tls-inspected': ({ host, certainty, product, issuer, trusted, scope }) => {
    const sight = typeset`Le certificat reçu pour ${service(host)} est émis par ${quote(issuer)}, et non par une autorité publique connue de Connection Check${scope === 'all-https' ? typeset` ; ceux d’autres sites le sont aussi` : ''}.`;
    const cause = `un produit de sécurité${named(product)} de votre réseau ou de cet ordinateur ouvre les connexions sécurisées pour les inspecter (inspection TLS)`;
    const where = product ?? 'le produit qui émet ce certificat';
    return trusted
      ? {
          title:
            certainty === 'certain'
              ? 'La connexion est inspectée, et fonctionne aujourd’hui'
              : 'Un certificat inattendu est utilisé, et fonctionne aujourd’hui',
          meaning: typeset`${sight} ${surely(certainty, cause, 'c’est une autorité publique trop récente pour être connue')} Cet ordinateur s’y fie, et la connexion fonctionne aujourd’hui ; elle pourrait cesser de fonctionner quand le produit ou son certificat changera.`,
          remedy: typeset`Vous : rien d’urgent ; transmettez ceci à votre service TI. Votre service TI : dans ${where}, exemptez ${hosts(host)} de l’inspection TLS. Codat ne l’exige pas ; le connecteur ne dépendra ainsi plus du produit.`,
        }
      : {
          title: typeset`${goal(host)} : ${certainty === 'certain' ? 'connexion inspectée' : 'certificat inattendu'}`,
          meaning: `${sight} ${surely(certainty, cause, 'un autre serveur répond à la place du service')} Cet ordinateur ne se fie pas à ce certificat, et le connecteur le refuse. ${effect(host)}`,
          remedy: typeset`${forward(certainty)} Votre service TI : dans ${where}, exemptez ${hosts(host)} de l’inspection TLS. À défaut, installez le certificat racine du produit parmi les autorités de certification racines de confiance de cet ordinateur.`,
        };
  },
  'tls-interrupted': ({ host, certainty, product, manner, alert, worked }) => ({
    title: typeset`${goal(host)} : connexion sécurisée coupée`,
    meaning: `Une connexion vers ${service(host)} commence, mais ${breakOff(manner, alert)} au moment de devenir sécurisée. ${surely(certainty, `quelque chose sur votre réseau${named(product)} l’interrompt`, 'le service est en panne')} ${effect(host)}${remembered(worked)}`,
    remedy: typeset`${forwardIfUp(certainty)} Votre service TI : cherchez ces connexions dans les journaux (${product ?? 'pare-feu, filtre Web et antivirus'}), et autorisez ${allowed(host)}.`,
  }),
  'wrong-certificate': ({ host, certainty, severity, problem, issuer, product }) => {
    const { title, sight, cause, otherwise } = certificate[problem];
    const meaning = `Un serveur répond pour ${service(host)} ${sight} (émis par ${quote(issuer)}). ${surely(certainty, `${cause}${problem === 'name' || problem === 'unknown-authority' ? named(product) : ''}`, otherwise)}`;
    if (problem === 'incomplete-chain')
      return {
        title: 'Le service envoie un certificat incomplet',
        meaning: typeset`${meaning} D’habitude, Windows trouve lui-même la partie manquante, et le connecteur peut fonctionner malgré tout.${severity === 'critical' ? typeset` Sinon : ${effect(host)}` : ''}`,
        remedy: leaveToCodat,
      };
    return {
      title: typeset`${goal(host)} : ${title}`,
      meaning: `${meaning} ${effect(host)}`,
      remedy:
        problem === 'expired' || problem === 'not-yet-valid'
          ? typeset`Vous : assurez-vous que la date de cet ordinateur est exacte ; si elle l’est, il n’y a rien à changer ici, pour votre service TI non plus. ${tellCodat}`
          : typeset`${forwardIfUp(certainty)} Votre service TI : cherchez quel serveur présente ce certificat (un filtre Web, un proxy, une entrée DNS erronée), et faites en sorte que le véritable service réponde pour ${hosts(host)}.`,
    };
  },
  'not-tls': ({ host, certainty, product }) => ({
    title: typeset`${goal(host)} : autre chose répond`,
    meaning: `Ce qui répond pour ${service(host)} sur le port 443 ne parle pas la langue des connexions sécurisées (TLS). ${surely(certainty, `un appareil ou un filtre de votre réseau${named(product)} répond à la place du service`, 'le service est en panne')} ${effect(host)}`,
    remedy: typeset`${forwardIfUp(certainty)} Votre service TI : cherchez la règle qui redirige le port 443 (${product ?? 'passerelle, filtre Web ou proxy'}), et autorisez ${allowed(host)}, sans redirection.`,
  }),
  'tls-version-rejected': ({ host, certainty, product, offered }) => ({
    title: typeset`${goal(host)} : version de chiffrement refusée`,
    meaning: `Cet ordinateur a proposé ${offered.length === 0 ? 'ses versions de chiffrement (TLS)' : `les versions de chiffrement ${quoteAll(offered)}`} à ${host ?? 'ce service'}, et elles ont été refusées. ${surely(certainty, `un appareil ou un programme désuet${named(product)} s’occupe du chiffrement en chemin`, 'le service n’accepte plus ces versions')} ${effect(host)}`,
    remedy: typeset`${forwardIfUp(certainty)} Votre service TI : mettez à jour ${product ?? 'l’appareil ou le programme qui traite TLS en chemin'}. TLS 1.2 doit être possible d’un bout à l’autre.`,
  }),
  'large-hello-dropped': ({ certainty, product }) => ({
    title: 'Un nouveau type de connexion ne passe pas',
    meaning: typeset`Le premier message d’un nouveau type de connexion sécurisée (TLS postquantique) est trop grand pour ce réseau ; l’habituel, plus petit, passe. ${surely(certainty, `un pare-feu ou un autre appareil en chemin${named(product)} ne sait pas traiter le plus grand`, 'le service ne sait pas le traiter')} Le connecteur utilise le plus petit, et les données QuickBooks ne sont pas touchées.`,
    remedy: typeset`Personne : rien à faire pour QuickBooks. Votre service TI : mettez à jour ${product ?? 'l’appareil du réseau'} avant que les navigateurs et d’autres programmes en souffrent (voir https://tldr.fail).`,
  }),
  'large-packets-dropped': ({ host, certainty }) => ({
    title: typeset`${goal(host)} : gros paquets perdus`,
    meaning: `Les connexions sécurisées se figent là où devraient arriver des paquets de pleine taille, vers d’autres sites aussi. ${surely(certainty, 'un VPN, un routeur ou un autre appareil en chemin perd les paquets au-delà d’une certaine taille (MTU)', 'la connexion Internet est en panne')} ${effect(host)}`,
    remedy: typeset`${forward(certainty)} Si vous utilisez un VPN, faites aussi le test sans lui. Votre service TI : vérifiez la MTU en chemin, limitez la taille des segments TCP (MSS clamping), et laissez passer les messages ICMP « fragmentation needed ».`,
  }),
} satisfies Partial<Locale['finding']>;
