/** The pages of `explain`: what a finding says, how it is recognised, what it may be confused with, who does what. */
import type { Locale } from '../locale.ts';

export const explain: Locale['explain'] = {
  'network-offline': `This computer has no usable internet connection.

Recognized by: no network interface with an address, or nothing at all that
  answers: neither Codat’s hosts nor unrelated ones nor a DNS server.
May be confused with: a network that waits for a login (captive-portal), or
  one whose DNS server is down (dns-resolver-down).
You: check the cable, the Wi-Fi and airplane mode.
Your IT: look after the internet connection if other computers are offline
  too.
Codat: nothing.`,
  'captive-portal': `The network lets nothing through until someone signs in on its own page, as in
a hotel, a coffee shop or on guest Wi-Fi.

Recognized by: the small page that Windows itself asks for to test a
  connection is answered by something else.
May be confused with: a proxy that alters plain web pages.
You: open a browser, sign in or accept the terms, and test again.
Your IT and Codat: nothing.`,
  'clock-skewed': `This computer’s date or time is wrong. Certificates are valid between two
dates, so a wrong clock makes good certificates look bad.

Recognized by: the time in a plain web answer differs by over five minutes; it
  is critical where certificates fail on their dates, for other sites too.
May be confused with: a certificate of the service that has really expired
  (wrong-certificate): then other sites’ certificates are fine.
You: turn on the automatic time and time zone in Windows, and test again.
Your IT: check the time service (w32time) if it comes back.`,
  'hosts-file-override': `A line in this computer’s hosts file decides where the host’s name leads,
whatever the DNS servers say.

Recognized by: the name is in the file
  %SystemRoot%\\System32\\drivers\\etc\\hosts (on Linux: /etc/hosts).
For information only where the genuine service answers at that address.
May be confused with: a VPN or security program that writes such lines on
  purpose.
You: send this to your IT; changing the file takes an administrator.
Your IT: remove the line, and find out what wrote it.`,
  'local-firewall-denied': `A firewall or antivirus program on this very computer forbids the connection.

Recognized by: the system refuses at once (EACCES or EPERM), before any packet
  leaves the computer.
May be confused with: other security settings of this computer. The network’s
  own equipment is not involved.
You: send this to your IT.
Your IT: allow the connector (QBWebConnector.exe) outgoing TCP 443. Such rules
  are often per program, so allow Connection Check as well.`,
  'dns-blocked': `The DNS server gives no usable address for the host, though it finds other
names.

Recognized by: an answer that the name doesn’t exist or has no address
  (nxdomain, no-address), an address that leads nowhere (null-address), a
  known address of a filter (sinkhole), a refusal or failure for this name
  only (refused, servfail), or a reason given in the answer (extended-error,
  RFC 8914). Where possible, an unrelated DNS server is asked for comparison.
  A second, different answer reveals that the first was injected on the way.
May be confused with: an outage of the name itself; then no DNS server knows
  it (service-unavailable).
Your IT: allow both hosts in the DNS or web filter, and clear the DNS cache.`,
  'dns-rewritten': `The name leads to another address here than elsewhere, and the genuine service
isn’t there.

Recognized by: an unrelated DNS server gives another address, where the
  service proves its name with a public certificate; the address given here
  doesn’t.
May be confused with: services that have different addresses in different
  places. Those are never reported, because their certificates are valid.
Your IT: find the DNS filter or server that changes the answer, and allow
  both.`,
  'dns-resolver-down': `A DNS server that this computer is set to ask finds no names at all.

Recognized by: every name fails there, unrelated ones too. For information
  only where another DNS server answers.
May be confused with: being offline (network-offline), or a filter that blocks
  one name only (dns-blocked).
You: restart the router if it is yours.
Your IT: repair the DNS server, or hand out another one (DHCP).
Codat: nothing.`,
  'dns-intercepted': `The network answers every DNS question itself, whichever server it was meant
for.

Recognized by: a question to an address where no server exists (192.0.2.53,
  RFC 5737) is answered.
May be confused with: a VPN program on this computer that answers DNS
  questions.
Nobody has to act on this alone; it explains why setting another DNS server
changes nothing.`,
  'connect-blocked': `No connection to port 443 of the host can be opened.

Recognized by: every address of the host refuses, stays silent or is reported
  unreachable. Unrelated hosts tell this host (scope host) from every secure
  connection (scope all-https).
May be confused with: an outage of the service. From one computer the two look
  alike, so the certainty is often only “possible”.
You: look at https://status.codat.io and test again in a few minutes.
Your IT: allow outgoing TCP 443 to quickbooksdesktop.codat.io and
  connectors.codat.io, by host name: the addresses may change.`,
  'ipv6-broken': `IPv6, the newer kind of internet address, doesn’t work on this network; IPv4
does.

Recognized by: this computer has an IPv6 address; connections to IPv6 addresses
  fail, those to IPv4 addresses of the same host succeed.
May be confused with: nothing that matters; it never stops the connector.
You: nothing to do.
Your IT: repair IPv6, or stop announcing it.`,
  'tcp-intercepted': `Something accepts every connection itself and passes it on (a transparent
proxy).

Recognized by: addresses where no computer exists (RFC 5737) accept
  connections.
May be confused with: a VPN, a virtual machine or a security program here.
Nobody has to act on this alone. It means that an open connection proves
  little:
only the certificate tells who answers.`,
  'sni-filtered': `Connections that name this host are cut off; connections to the same address
that name another host are not.

Recognized by: the connection is opened, then reset, closed, refused or left
  without an answer as soon as the name (SNI, RFC 6066) is sent; the same
  address answers under another name.
May be confused with: a service that turns its own name away during an outage.
Your IT: allow both host names in the application, SNI or web filter rules of
  the firewall or proxy. A rule for addresses alone doesn’t help.`,
  'tls-inspected': `A security product opens the secure connection, inspects it, and passes it on
with a certificate of its own (TLS inspection).

Recognized by: the certificate doesn’t lead to a public authority. It is
  compared with the public roots and with those that this computer trusts
  besides, and its issuer with the names of known products.
A warning where this computer trusts the issuer: the connector works, but may
  stop when the product changes. Critical where it doesn’t.
May be confused with: a new public authority that isn’t known here yet.
  Antivirus programs often inspect some programs only.
Your IT: exempt both hosts from TLS inspection, or (worse) install the
  product’s root certificate. Codat doesn’t ask for the exemption.`,
  'tls-interrupted': `The connection opens, but breaks off while it is being made secure.

Recognized by: the handshake is reset, closed, refused or left unanswered,
  whatever the name and size of the first message; unrelated hosts work.
May be confused with: an outage of the service, which looks the same from one
  computer. The certainty is therefore only “possible”.
You: look at https://status.codat.io and test again in a few minutes.
Your IT: look for these connections in the logs of the firewall, web filter
  and antivirus program; allow both hosts.`,
  'wrong-certificate': `The server that answers doesn’t prove that it is the service.

Recognized by: a certificate for another name (name), from an unknown
  authority (unknown-authority), out of date (expired, not-yet-valid) or
  without its intermediate (incomplete-chain), where neither inspection nor
  the clock nor DNS explains it.
May be confused with: TLS inspection by an unknown product (tls-inspected).
Codat: a public certificate that is out of date or incomplete is the service’s
  own matter; Windows often completes an incomplete one by itself.
Your IT: for another name or an unknown authority, find which server answers.`,
  'not-tls': `What answers on port 443 isn’t a secure server.

Recognized by: the first bytes of the answer aren’t TLS; often they are a
  plain web page.
May be confused with: a network that waits for a login (captive-portal).
You: if a browser shows a login page, sign in and test again.
Your IT: find the rule that redirects port 443, and leave both hosts out of
  it.`,
  'tls-version-rejected': `The versions of encryption (TLS) that this computer offers are refused.

Recognized by: the alert “protocol version” (RFC 8446), or an answer in a
  version that is too old.
May be confused with: a service that has stopped accepting a version.
Your IT: update the device or program on the way that handles TLS. Codat
  requires TLS 1.2 or newer.`,
  'large-hello-dropped': `The first message of newer secure connections (post-quantum TLS) is larger
than one packet, and doesn’t get through here. The usual, smaller one does.

Recognized by: the same connection is tried with a small and a large first
  message; only the small one is answered.
May be confused with: lost packets (large-packets-dropped), which hit answers
  too.
Nobody has to act for QuickBooks: the connector uses the small one.
Your IT: update the device; browsers already send the large one (tldr.fail).`,
  'large-packets-dropped': `Small packets get through, full-size ones don’t.

Recognized by: answers that fit one small packet (an alert) arrive,
  certificates don’t, for unrelated hosts either. Without that contrast it is
  only “possible”.
May be confused with: an overloaded or failing internet connection.
You: if you use a VPN, test without it.
Your IT: check the MTU on the way, limit the TCP segment size (MSS clamping),
  and let ICMP “fragmentation needed” through.`,
  'block-page': `A filter’s web page answers instead of the service.

Recognized by: the answer matches the page of a known product, and came over a
  connection whose certificate isn’t the service’s own. Over a genuine one, a
  page is never counted as a filter’s.
May be confused with: an error page of a proxy or of a login portal.
Your IT: allow both hosts in the product that shows the page, for TCP 443. If
  it inspects TLS, exempt them from that too.`,
  'service-unavailable': `The service itself has a problem. The way to it is open.

Recognized by: a genuine secure connection over which it answers with an error
  (HTTP 5xx), not at all, or unreadably; or no DNS server anywhere that knows
  its name. HTTP 429 only asks to slow down.
May be confused with: little; the certificate proves that the service was
  reached.
You and your IT: nothing to change. Test again later.
Codat: https://status.codat.io shows known problems. Codat supports the
  company that asked you to connect QuickBooks, so tell that company.`,
  'proxy-authentication-required': `The proxy asks for a login before it connects to the service.

Recognized by: the proxy answers 407 (RFC 9110) and lists the kinds of login
  that it accepts. Connection Check never sends a password.
May be confused with: a wrong or expired password.
Your IT: exempt both hosts (CONNECT, TCP 443) from authentication, above the
  rule that asks for it. The connector may not be able to log in.`,
  'proxy-denied': `The proxy refuses to connect to the service.

Recognized by: the proxy answers 403 or the like. An unrelated host tells a
  rule for this host (scope host) from a rule for everything (scope all).
May be confused with: a missing login, which is answered by 407
  (proxy-authentication-required).
Your IT: allow CONNECT on TCP 443 to both hosts in the proxy’s rules.`,
  'proxy-upstream-failed': `The proxy works, but can’t reach the service.

Recognized by: the proxy answers 502, 503, 504 or the like.
May be confused with: an outage of the service.
You: look at https://status.codat.io and test again in a few minutes.
Your IT: test name lookup and a connection from the proxy itself; allow both
  hosts on the way out of it.`,
  'proxy-unreachable': `This computer is set to use a proxy that can’t be reached.

Recognized by: the proxy’s name isn’t found, or it accepts no connection.
May be confused with: being offline. A laptop away from the office often keeps
  the office’s proxy in its settings.
You: connect the VPN, or ask your IT.
Your IT: start the proxy, or correct the Internet Options of this Windows
  user.`,
  'proxy-drops-connect': `The proxy hangs up when it is asked for the service.

Recognized by: the proxy accepts the connection, then closes it instead of
  answering CONNECT. This is tried only once.
May be confused with: an overloaded proxy.
Your IT: look in the proxy’s log, and allow CONNECT on TCP 443 to both hosts.`,
  'proxy-autoconfig-failed': `The script that tells this computer which proxy to use (PAC) doesn’t work.

Recognized by: the script can’t be loaded, or running it ends with an error.
  Only a warning where a direct connection works.
May be confused with: a laptop away from the office, where the script can’t be
  reached.
Your IT: repair the script, or correct its address in the Internet Options of
  this Windows user.`,
  'proxy-only': `Connections leave this network only through its proxy.

Recognized by: a direct connection fails, the one through the proxy works.
May be confused with: nothing that matters, as long as the proxy works.
Nobody has to act. Your IT: keep the proxy in the Internet Options of the
  Windows user who runs the connector.`,
};
