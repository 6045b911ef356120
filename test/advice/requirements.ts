/** What parsers.test.ts needs of the machine: the programs whose configuration it checks. */
import { existsSync } from 'node:fs';

/** A file that each Debian package brings. */
const packages: Readonly<Record<string, string>> = {
  'squid-openssl': '/usr/lib/squid/security_file_certgen',
  unbound: '/usr/sbin/unbound-checkconf',
  'dnsmasq-base': '/usr/sbin/dnsmasq',
  nftables: '/usr/sbin/nft',
  'util-linux': '/usr/bin/unshare',
};

/** Names of the Debian packages that are not installed; none where the tests can run. */
export function missing(): string[] {
  return Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ''));
}
