/** The DNS that honest resolvers of the lab see: one zone for every domain, and a root, so that no name goes unanswered. */
import { hosts, type LabHost, paloAltoSinkhole } from './addresses.ts';

/**
 * An address here means that the network does not object to DNS over HTTPS.
 * https://support.mozilla.org/kb/canary-domain-use-application-dnsnet
 */
const dohCanary = 'use-application-dns.net. 300 IN A 203.0.113.60\n';

const start = (zone: string) =>
  `${zone} 300 IN SOA ns.${zone === '.' ? 'root.' : zone} hostmaster.lab. 1 3600 600 86400 60\n${zone} 300 IN NS ns.${zone === '.' ? 'root.' : zone}\n`;

const records = (names: readonly LabHost[]) =>
  names.map((name) => `${name}. 300 IN A ${hosts[name].ipv4}\n${name}. 300 IN AAAA ${hosts[name].ipv6}\n`).join('');

/** Zone name (with its final dot) to zone file. */
export const zones: Readonly<Record<string, string>> = {
  '.': start('.'),
  'codat.io.': start('codat.io.') + records(['quickbooksdesktop.codat.io', 'connectors.codat.io']),
  'example.com.': start('example.com.') + records(['www.example.com']),
  'microsoft.com.': start('microsoft.com.') + records(['www.microsoft.com']),
  'msftconnecttest.com.': start('msftconnecttest.com.') + records(['www.msftconnecttest.com']),
  'paloaltonetworks.com.': `${start('paloaltonetworks.com.')}sinkhole.paloaltonetworks.com. 300 IN A ${paloAltoSinkhole}\n`,
  'use-application-dns.net.': start('use-application-dns.net.') + dohCanary,
};
