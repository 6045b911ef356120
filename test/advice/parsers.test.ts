/** Snippets read by the programs they are for. Needs what requirements.ts names; nothing is started that stays. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findFormat, type Purpose } from '../../src/advice/allowlist.ts';
import { renderSnippet, renderUndo } from '../../src/advice/snippet.ts';
import { Language } from '../../src/model/settings.ts';
import { codatHosts } from '../../src/model/target.ts';
import { missing } from './requirements.ts';

const folder = mkdtempSync(join(tmpdir(), 'connection-check-parsers-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('every program is installed: apt-get install what is listed here', () => {
  expect(missing()).toEqual([]);
});

function render(language: Language, id: string, hosts: readonly string[], purposes?: readonly Purpose[]): string {
  const text = renderSnippet(id, { language, hosts, purposes: purposes ?? findFormat(id, language)?.purposes ?? [] });
  if (text === null) throw new Error(`${id} has no snippet`);
  return text;
}

function run(program: string, ...parameters: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr, error } = spawnSync(program, parameters, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, said: stdout + stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `${text}\n`);
  return path;
}

const hostLists = [codatHosts.slice(0, 1), codatHosts, [...codatHosts, 'relay-1.example.com']];

const cases = Language.options.flatMap((language) =>
  hostLists.map((hosts) => [language, hosts.length, hosts] as const),
);

describe.each(cases)('in %s, with %i hosts', (language, _, hosts) => {
  const snippet = (id: string, names: readonly string[], purposes?: readonly Purpose[]) =>
    render(language, id, names, purposes);
  const undo = (id: string) => renderUndo(id, { language, hosts, purposes: [] }) ?? '';

  function parsedBySquid(...snippets: readonly string[]): { status: number | null; complaints: readonly string[] } {
    const configuration = file(
      'squid.conf',
      [
        'http_port 127.0.0.1:3128',
        'acl SSL_ports port 443',
        'http_access deny CONNECT !SSL_ports',
        ...snippets,
        'ssl_bump bump all',
        'http_access deny all',
      ].join('\n'),
    );
    const { status, said } = run('/usr/sbin/squid', '-k', 'parse', '-f', configuration);
    return { status, complaints: said.split('\n').filter((line) => /WARNING|ERROR|FATAL|Bungled/u.test(line)) };
  }

  test.each([['allow'], ['proxy-auth-exempt'], ['allow', 'proxy-auth-exempt']] as Purpose[][])(
    'squid allows, for %s',
    (...purposes) => {
      expect(parsedBySquid(snippet('squid-allow-noauth', hosts, purposes))).toEqual({ status: 0, complaints: [] });
    },
  );

  test('squid splices, with and without allowing', () => {
    const splice = snippet('squid-splice', hosts);
    expect(parsedBySquid(splice)).toEqual({ status: 0, complaints: [] });
    expect(parsedBySquid(snippet('squid-allow-noauth', hosts), splice)).toEqual({ status: 0, complaints: [] });
  });

  test('unbound takes the local zones', () => {
    const path = file('unbound.conf', `server:\n  directory: ""\n  chroot: ""\n${snippet('unbound-allow', hosts)}`);
    expect(run('/usr/sbin/unbound-checkconf', path)).toEqual({
      status: 0,
      said: `unbound-checkconf: no errors in ${path}\n`,
    });
  });

  test('unbound takes the policy zone as its comment tells', () => {
    const text = snippet('unbound-rpz-allow', hosts);
    const zone = file('allow-codat.rpz.zone', text);
    const block = [...text.matchAll(/^; {3}(rpz:| {2}.*)$/gmu)].map((match) => match[1]).join('\n');
    const path = file(
      'rpz.conf',
      `server:\n  chroot: ""\n  directory: ""\n  module-config: "respip iterator"\n${block.replace(/zonefile: ".*"/u, `zonefile: "${zone}"`)}`,
    );
    expect(block).toMatch(/^rpz:\n/u);
    expect(run('/usr/sbin/unbound-checkconf', path).said).toContain('no errors');
  });

  test('dnsmasq takes the servers and the sets', () => {
    const sets = snippet('nftables-dnsmasq', hosts).match(/^nftset=.*$/gmu) ?? [];
    const older = snippet('iptables-ipset-dnsmasq', hosts).match(/^ipset=.*$/gmu) ?? [];
    expect([sets.length, older.length]).toEqual([hosts.length, hosts.length]);
    const path = file('dnsmasq.conf', [snippet('dnsmasq-allow', hosts), ...sets, ...older].join('\n'));
    expect(run('/usr/sbin/dnsmasq', '--test', '-C', path)).toEqual({
      status: 0,
      said: 'dnsmasq: syntax check OK.\n',
    });
  });

  test('nft makes the sets and rules, and the undo leaves nothing', () => {
    const only = (text: string) => text.split('\n').filter((line) => /^(nft |for h in )/u.test(line));
    const script = [
      'set -e',
      'nft add table inet filter',
      "nft add chain inet filter forward '{ type filter hook forward priority 0; policy drop; }'",
      'nft list ruleset > before',
      ...only(snippet('nftables-dnsmasq', hosts)),
      'nft list ruleset',
      ...only(undo('nftables-dnsmasq')),
      'nft list ruleset | diff before - && echo clean',
    ].join('\n');
    const { status, said } = run('/usr/bin/unshare', '-rn', 'sh', '-c', `cd ${folder}\n${script}`);
    expect(said).toMatch(/ip daddr @codat4 tcp dport 443 accept/u);
    expect(said).toMatch(/ip6 daddr @codat6 tcp dport 443 accept/u);
    expect(said).toMatch(/clean\n$/u);
    expect(status).toBe(0);
  });

  test.each([
    'nftables-dnsmasq',
    'iptables-ipset-dnsmasq',
    'openwrt-fw4',
    'pihole-v6',
    'pihole-v5',
    'checkpoint-allow',
    'azure-firewall',
    'gcp-ngfw',
  ])('%s is shell, and so is its undo', (id) => {
    for (const text of [snippet(id, hosts), undo(id)])
      expect(run('/bin/sh', '-n', file('commands', text))).toEqual({ status: 0, said: '' });
  });
});
