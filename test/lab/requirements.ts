/** What the lab needs of the machine. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** A file that each Debian package brings. */
const packages: Readonly<Record<string, string>> = {
  unbound: '/usr/sbin/unbound',
  'dnsmasq-base': '/usr/sbin/dnsmasq',
  'nginx-light': '/usr/sbin/nginx',
  'squid-openssl': '/usr/lib/squid/security_file_certgen',
  mitmproxy: '/usr/bin/mitmdump',
  nftables: '/usr/sbin/nft',
  iproute2: '/usr/sbin/ip',
  dnsutils: '/usr/bin/dig',
  curl: '/usr/bin/curl',
  openssl: '/usr/bin/openssl',
  procps: '/usr/bin/pgrep',
  libfaketime: '/usr/lib/*/faketime/libfaketime.so.1',
};

/** One sentence for each thing that is missing, with the way to get it; none where the lab can run. */
export function missing(): string[] {
  if (process.platform !== 'linux') return ['The lab needs Linux: it is made of network namespaces.'];
  if (process.getuid?.() !== 0) return ['The lab needs root, to make network namespaces: run it again with sudo.'];
  const absent = Object.keys(packages).filter((name) => globSync(packages[name] ?? '').length === 0);
  if (absent.length > 0)
    return [`The lab needs Debian packages: apt-get install --no-install-recommends ${absent.join(' ')}`];
  const { status, stderr } = spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', 'nft', 'list', 'tables'], {
    encoding: 'utf8',
  });
  return status === 0
    ? []
    : [`The lab needs to make network namespaces and nft tables, which this machine refuses: ${stderr.trim()}`];
}
