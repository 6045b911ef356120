/** What this computer says of itself, without asking the network. */
import { getServers } from 'node:dns';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer } from '../model/evidence.ts';
import { outerAddresses } from './interfaces.ts';

/** A hosts file of this size is a block list; reading all of it still takes no time, and more is no hosts file. */
const longestHostsFile = 8 * 1024 * 1024;

export function readComputer(hosts: readonly string[]): Pick<Computer, 'families' | 'resolvers' | 'hostsFile'> {
  const global = outerAddresses()?.filter(({ address }) => !/^fe80:/i.test(address)) ?? null;
  const has = (wanted: 'IPv4' | 'IPv6') => global === null || global.some(({ family }) => family === wanted);
  return {
    families: { ipv4: has('IPv4'), ipv6: has('IPv6') },
    resolvers: getServers().map(withoutPort),
    hostsFile: readHostsFile(hosts),
  };
}

/** getServers writes `address`, `address:port` or `[address]:port`. */
function withoutPort(server: string): string {
  return /^\[(.+)\]:\d+$/.exec(server)?.[1] ?? /^([\d.]+):\d+$/.exec(server)?.[1] ?? server;
}

function readHostsFile(hosts: readonly string[]): Computer['hostsFile'] {
  const windows = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts');
  try {
    const text = readFileSync(process.platform === 'win32' ? windows : '/etc/hosts', 'utf8');
    return parseHostsFile(text.slice(0, longestHostsFile), hosts);
  } catch {
    // Without a hosts file, or without the right to read it, nothing is known of it.
    return [];
  }
}

/** The lines that name one of the hosts. hosts(5): an address, then names, then perhaps a comment. */
export function parseHostsFile(text: string, hosts: readonly string[]): Computer['hostsFile'] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const named = names.map((name) => name.toLowerCase());
    return hosts.filter((host) => named.includes(host)).map((host) => ({ host, address }));
  });
}
