/** The pages of `explain`: what a finding says, how it is recognised, what it may be confused with, who does what. */
import type { Locale } from '../locale.ts';
import { typeset } from './typeset.ts';

export const explain: Locale['explain'] = {
  'network-offline': typeset`Cet ordinateur n’a pas de connexion Internet utilisable.

Reconnu à ceci : aucune carte réseau n’a d’adresse, ou rien ne répond : ni les
  hôtes de Codat, ni d’autres, ni un serveur DNS.
À ne pas confondre avec : un réseau qui attend une connexion sur sa page
  (captive-portal), ou dont le serveur DNS est en panne (dns-resolver-down).
Vous : vérifiez le câble, le Wi-Fi et le mode avion.
Votre service TI : si d’autres ordinateurs sont aussi hors ligne, voyez à la
  connexion Internet.
Codat : rien.`,
  'captive-portal': typeset`Le réseau ne laisse rien passer avant que quelqu’un se connecte sur sa propre
page, comme à l’hôtel, au café ou sur un Wi-Fi d’invités.

Reconnu à ceci : la petite page que Windows lui-même demande pour vérifier une
  connexion reçoit une autre réponse.
À ne pas confondre avec : un proxy qui modifie les pages Web ordinaires.
Vous : ouvrez un navigateur, connectez-vous ou acceptez les conditions, et
  refaites le test.
Votre service TI et Codat : rien.`,
  'clock-skewed': typeset`La date ou l’heure de cet ordinateur est inexacte. Les certificats sont
valides entre deux dates, et une horloge déréglée en fait paraître de bons
mauvais.

Reconnu à ceci : l’heure d’une réponse Web ordinaire diffère de plus de cinq
  minutes ; c’est critique si des certificats échouent sur leurs dates, ceux
  d’autres sites aussi.
À ne pas confondre avec : un certificat du service réellement expiré
  (wrong-certificate) ; ceux des autres sites sont alors bons.
Vous : activez le réglage automatique de l’heure et du fuseau horaire dans
  Windows, et refaites le test.
Votre service TI : vérifiez le service de temps (w32time) si cela revient.`,
  'hosts-file-override': typeset`Une ligne du fichier hosts de cet ordinateur décide où mène le nom de l’hôte,
quoi que disent les serveurs DNS.

Reconnu à ceci : le nom figure dans le fichier
  %SystemRoot%\\System32\\drivers\\etc\\hosts (sous Linux : /etc/hosts).
Pour information seulement si le véritable service répond à cette adresse.
À ne pas confondre avec : un VPN ou un logiciel de sécurité qui écrit de
  telles lignes à dessein.
Vous : transmettez ceci à votre service TI ; il faut un administrateur pour
  changer ce fichier.
Votre service TI : retirez la ligne, et cherchez ce qui l’a écrite.`,
  'local-firewall-denied': typeset`Un pare-feu ou un antivirus de cet ordinateur même interdit la connexion.

Reconnu à ceci : le système refuse aussitôt (EACCES ou EPERM), avant qu’un
  paquet quitte l’ordinateur.
À ne pas confondre avec : d’autres réglages de sécurité de cet ordinateur.
  L’équipement du réseau n’est pas en cause.
Vous : transmettez ceci à votre service TI.
Votre service TI : autorisez le port TCP 443 sortant pour le connecteur
  (QBWebConnector.exe). Ces règles visent souvent un seul programme :
  autorisez aussi Connection Check.`,
  'dns-blocked': typeset`Le serveur DNS ne donne pas d’adresse utilisable pour l’hôte, alors qu’il
trouve d’autres noms.

Reconnu à ceci : une réponse selon laquelle le nom n’existe pas ou n’a pas
  d’adresse (nxdomain, no-address), une adresse qui ne mène nulle part
  (null-address), l’adresse connue d’un filtre (sinkhole), un refus ou un
  échec pour ce seul nom (refused, servfail), ou une raison donnée dans la
  réponse (extended-error, RFC 8914), que l’on compare à un autre serveur DNS.
  Une autre réponse, arrivée après, révèle une interception en chemin.
À ne pas confondre avec : une panne du nom lui-même ; alors aucun serveur DNS
  ne le connaît (service-unavailable).
Votre service TI : autorisez les deux hôtes dans le filtre DNS ou Web, et
  videz le cache DNS.`,
  'dns-rewritten': typeset`Le nom mène ici à une autre adresse qu’ailleurs, et le véritable service ne
s’y trouve pas.

Reconnu à ceci : un autre serveur DNS donne une autre adresse, où le service
  prouve son nom par un certificat public ; pas à celle donnée ici.
À ne pas confondre avec : un service qui a plusieurs adresses selon l’endroit.
  Cela n’est jamais signalé, car ses certificats sont valides.
Votre service TI : cherchez le filtre ou le serveur DNS qui modifie la
  réponse, et autorisez les deux hôtes.`,
  'dns-resolver-down': typeset`Un serveur DNS que cet ordinateur doit interroger ne trouve aucun nom.

Reconnu à ceci : tous les noms y échouent, même sans rapport avec Codat. Pour
  information seulement si un autre serveur DNS répond.
À ne pas confondre avec : une absence de connexion (network-offline), ou un
  filtre qui bloque un seul nom (dns-blocked).
Vous : redémarrez le routeur si c’est le vôtre.
Votre service TI : réparez le serveur DNS, ou distribuez-en un autre (DHCP).
Codat : rien.`,
  'dns-intercepted': typeset`Le réseau répond lui-même à toutes les questions DNS, quel que soit le serveur
visé.

Reconnu à ceci : une question à une adresse où il n’y a pas de serveur
  (192.0.2.53, RFC 5737) reçoit une réponse.
À ne pas confondre avec : un VPN de cet ordinateur qui répond aux questions
  DNS.
Personne n’a à agir pour cela seul ; cela explique pourquoi choisir un autre
  serveur DNS ne change rien.`,
  'connect-blocked': typeset`Aucune connexion au port 443 de l’hôte ne s’ouvre.

Reconnu à ceci : toutes les adresses de l’hôte refusent, se taisent ou sont
  dites hors d’atteinte. D’autres hôtes permettent de distinguer cet hôte seul
  (scope host) de toutes les connexions sécurisées (scope all-https).
À ne pas confondre avec : une panne du service. Vues d’un seul ordinateur, les
  deux se ressemblent ; la certitude n’est donc souvent que « possible ».
Vous : consultez https://status.codat.io et refaites le test dans quelques
  minutes.
Votre service TI : autorisez le port TCP 443 sortant vers
  quickbooksdesktop.codat.io et connectors.codat.io, par nom d’hôte : les
  adresses peuvent changer.`,
  'ipv6-broken': typeset`IPv6, le nouveau type d’adresses Internet, ne fonctionne pas sur ce réseau ;
IPv4 fonctionne.

Reconnu à ceci : cet ordinateur a une adresse IPv6 ; les connexions aux
  adresses IPv6 échouent, celles aux adresses IPv4 du même hôte réussissent.
À ne pas confondre avec : rien d’important ; cela n’arrête jamais le
  connecteur.
Vous : rien à faire.
Votre service TI : réparez IPv6, ou cessez de l’annoncer.`,
  'tcp-intercepted': typeset`Quelque chose accepte chaque connexion et la relaie (proxy transparent).

Reconnu à ceci : des adresses où il n’y a aucun ordinateur (RFC 5737)
  acceptent des connexions.
À ne pas confondre avec : un VPN, une machine virtuelle ou un logiciel de
  sécurité de cet ordinateur.
Personne n’a à agir pour cela seul.
Une connexion ouverte prouve alors peu de chose : seul le certificat dit qui
  répond.`,
  'sni-filtered': typeset`Les connexions qui nomment cet hôte sont coupées ; celles à la même adresse
qui en nomment un autre ne le sont pas.

Reconnu à ceci : la connexion s’ouvre, puis est coupée, fermée, refusée ou
  laissée sans réponse dès que le nom (SNI, RFC 6066) est envoyé ; la même
  adresse répond sous un autre nom.
À ne pas confondre avec : un service qui rejette son propre nom pendant une
  panne.
Votre service TI : autorisez les deux noms d’hôte dans les règles
  d’application, de SNI ou de filtrage Web du pare-feu ou du proxy. Une règle
  par adresse ne suffit pas.`,
  'tls-inspected': typeset`Un produit de sécurité ouvre la connexion sécurisée, l’inspecte et la relaie
avec un certificat à lui (inspection TLS).

Reconnu à ceci : le certificat ne mène pas à une autorité publique. Il est
  comparé aux racines publiques et à celles auxquelles cet ordinateur se fie
  en plus ; son émetteur, aux noms de produits connus.
C’est un avertissement si cet ordinateur se fie à l’émetteur : le connecteur
  fonctionne, mais peut cesser quand le produit change. Sinon, c’est critique.
À ne pas confondre avec : une nouvelle autorité publique, encore inconnue ici.
  Un antivirus n’inspecte souvent que certains programmes.
Votre service TI : exemptez les deux hôtes de l’inspection TLS ou, à défaut,
  installez le certificat racine du produit. Codat n’exige pas l’exemption.`,
  'tls-interrupted': typeset`La connexion s’ouvre, mais se rompt au moment de devenir sécurisée.

Reconnu à ceci : la négociation est coupée, fermée, refusée ou laissée sans
  réponse, quels que soient le nom et la taille du premier message ; d’autres
  hôtes répondent.
À ne pas confondre avec : une panne du service, qui paraît identique vue d’un
  seul ordinateur. La certitude n’est donc que « possible ».
Vous : consultez https://status.codat.io et refaites le test dans quelques
  minutes.
Votre service TI : cherchez ces connexions dans les journaux du pare-feu, du
  filtre Web et de l’antivirus ; autorisez les deux hôtes.`,
  'wrong-certificate': typeset`Le serveur qui répond ne prouve pas qu’il est le service.

Reconnu à ceci : un certificat pour un autre nom (name), d’une autorité
  inconnue (unknown-authority), hors de ses dates (expired, not-yet-valid) ou
  sans son intermédiaire (incomplete-chain), sans qu’une inspection, l’horloge
  ou le DNS l’explique.
À ne pas confondre avec : l’inspection TLS par un produit inconnu
  (tls-inspected).
Codat : un certificat public hors de ses dates ou incomplet relève du service
  lui-même ; souvent, Windows complète celui qui est incomplet.
Votre service TI : pour un autre nom ou une autorité inconnue, cherchez quel
  serveur répond.`,
  'not-tls': typeset`Ce qui répond sur le port 443 n’est pas un serveur sécurisé.

Reconnu à ceci : les premiers octets de la réponse ne sont pas du TLS ;
  souvent, c’est une page Web ordinaire.
À ne pas confondre avec : un réseau qui attend une connexion sur sa page
  (captive-portal).
Vous : si un navigateur montre une telle page, connectez-vous et refaites le
  test.
Votre service TI : cherchez la règle qui redirige le port 443, et excluez-en
  les deux hôtes.`,
  'tls-version-rejected': typeset`Les versions de chiffrement (TLS) que propose cet ordinateur sont refusées.

Reconnu à ceci : l’alerte « protocol version » (RFC 8446), ou une réponse dans
  une version trop ancienne.
À ne pas confondre avec : un service qui n’accepte plus une version.
Votre service TI : mettez à jour l’appareil ou le programme qui traite TLS en
  chemin. Codat exige TLS 1.2 ou plus récent.`,
  'large-hello-dropped': typeset`Le premier message des nouvelles connexions sécurisées (TLS postquantique)
dépasse un paquet et ne passe pas ici. L’habituel, plus petit, passe.

Reconnu à ceci : la même connexion est essayée avec un petit et un grand
  premier message ; seul le petit reçoit une réponse.
À ne pas confondre avec : des paquets perdus (large-packets-dropped), ce qui
  touche aussi les réponses.
Personne n’a à agir pour QuickBooks : le connecteur utilise le petit.
Votre service TI : mettez l’appareil à jour ; les navigateurs envoient déjà le
  grand (tldr.fail).`,
  'large-packets-dropped': typeset`Les petits paquets passent, pas ceux de pleine taille.

Reconnu à ceci : les réponses qui tiennent dans un petit paquet (une alerte)
  arrivent, pas les certificats, même d’autres hôtes. Sans ce contraste, ce
  n’est que « possible ».
À ne pas confondre avec : une connexion Internet surchargée ou en panne.
Vous : si vous utilisez un VPN, faites le test sans lui.
Votre service TI : vérifiez la MTU en chemin, limitez la taille des segments
  TCP (MSS clamping), et laissez passer les messages ICMP « fragmentation
  needed ».`,
  'block-page': typeset`La page Web d’un filtre répond à la place du service.

Reconnu à ceci : la réponse ressemble à la page d’un produit connu, et vient
  d’une connexion dont le certificat n’est pas celui du service. Sur une
  véritable connexion, une page n’est jamais attribuée à un filtre.
À ne pas confondre avec : la page d’erreur d’un proxy ou d’un portail de
  connexion.
Votre service TI : autorisez les deux hôtes, pour TCP 443, dans le produit qui
  montre la page. S’il inspecte TLS, exemptez-les aussi de cela.`,
  'service-unavailable': typeset`Le service lui-même éprouve un problème. Le chemin qui y mène est ouvert.

Reconnu à ceci : une véritable connexion sécurisée, sur laquelle il répond par
  une erreur (HTTP 5xx), pas du tout ou de façon illisible ; ou un nom
  qu’aucun serveur DNS ne connaît, nulle part. HTTP 429 demande seulement de
  ralentir.
À ne pas confondre avec : peu de chose ; le certificat prouve que le service a
  été joint.
Vous et votre service TI : rien à changer. Refaites le test plus tard.
Codat : https://status.codat.io montre les problèmes connus. Codat aide
  l’entreprise qui vous a demandé de connecter QuickBooks : prévenez-la.`,
  'proxy-authentication-required': typeset`Le proxy exige un nom d’utilisateur et un mot de passe avant de joindre le
service.

Reconnu à ceci : le proxy répond 407 (RFC 9110) et énumère les méthodes qu’il
  accepte. Connection Check n’envoie jamais de mot de passe.
À ne pas confondre avec : un mot de passe erroné ou expiré.
Votre service TI : exemptez les deux hôtes (CONNECT, TCP 443) de
  l’authentification, au-dessus de la règle qui l’exige. Le connecteur ne peut
  peut-être pas s’identifier.`,
  'proxy-denied': typeset`Le proxy refuse de joindre le service.

Reconnu à ceci : le proxy répond 403 ou l’équivalent. Un autre hôte permet de
  distinguer une règle pour cet hôte (scope host) d’une règle générale (scope
  all).
À ne pas confondre avec : une identification manquante, signalée par 407
  (proxy-authentication-required).
Votre service TI : autorisez CONNECT sur TCP 443 vers les deux hôtes dans les
  règles du proxy.`,
  'proxy-upstream-failed': typeset`Le proxy fonctionne, mais ne peut pas joindre le service.

Reconnu à ceci : le proxy répond 502, 503, 504 ou l’équivalent.
À ne pas confondre avec : une panne du service.
Vous : consultez https://status.codat.io et refaites le test dans quelques
  minutes.
Votre service TI : testez la recherche du nom et une connexion depuis le proxy
  lui-même ; autorisez les deux hôtes à sa sortie.`,
  'proxy-unreachable': typeset`Cet ordinateur est réglé pour passer par un proxy qui est inaccessible.

Reconnu à ceci : le nom du proxy est introuvable, ou il n’accepte pas de
  connexion.
À ne pas confondre avec : une absence de connexion. Un portable hors du bureau
  garde souvent le proxy du bureau dans ses réglages.
Vous : activez le VPN, ou demandez à votre service TI.
Votre service TI : démarrez le proxy, ou corrigez les Options Internet de cet
  utilisateur Windows.`,
  'proxy-drops-connect': typeset`Le proxy coupe la connexion quand on lui demande le service.

Reconnu à ceci : le proxy accepte la connexion, puis la ferme au lieu de
  répondre à CONNECT. Ce n’est essayé qu’une fois.
À ne pas confondre avec : un proxy surchargé.
Votre service TI : consultez le journal du proxy, et autorisez CONNECT sur TCP
  443 vers les deux hôtes.`,
  'proxy-autoconfig-failed': typeset`Le script qui indique à cet ordinateur quel proxy utiliser (PAC) ne fonctionne
pas.

Reconnu à ceci : le script ne se charge pas, ou son exécution se termine par
  une erreur. Ce n’est qu’un avertissement si une connexion directe
  fonctionne.
À ne pas confondre avec : un portable hors du bureau, d’où le script est
  inaccessible.
Votre service TI : réparez le script, ou corrigez son adresse dans les Options
  Internet de cet utilisateur Windows.`,
  'proxy-only': typeset`Les connexions ne sortent de ce réseau que par son proxy.

Reconnu à ceci : une connexion directe échoue, celle qui passe par le proxy
  réussit.
À ne pas confondre avec : rien d’important, tant que le proxy fonctionne.
Personne n’a à agir.
Votre service TI : gardez le proxy dans les Options Internet de l’utilisateur
  Windows qui exécute le connecteur.`,
};
