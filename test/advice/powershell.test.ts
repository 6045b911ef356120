/** Snippets for PowerShell, read by the grammar that Visual Studio Code has for it: PowerShell itself cannot be had here. */
import { createRequire } from 'node:module';
import { Language as Grammar, type Node, Parser } from '@vscode/tree-sitter-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/advice/allowlist.ts';
import { renderSnippet, renderUndo } from '../../src/advice/snippet.ts';
import { Language } from '../../src/model/settings.ts';
import { codatHosts } from '../../src/model/target.ts';

/**
 * What the snippets use of each cmdlet. Source: MicrosoftDocs/windows-powershell-docs, docset/winserver2025-ps (DnsClient,
 * NetTCPIP, NetSecurity); MicrosoftDocs/PowerShell-Docs, reference/5.1.
 */
const documented: Readonly<Record<string, readonly string[]>> = {
  'Get-ItemProperty': [],
  'Get-NetFirewallDynamicKeywordAddress': ['-AllAutoResolve'],
  'New-Guid': [],
  'New-NetFirewallDynamicKeywordAddress': ['-Id', '-Keyword', '-AutoResolve'],
  'New-NetFirewallRule': [
    ...['-DisplayName', '-Direction', '-Action', '-Protocol', '-RemotePort', '-Program'],
    '-RemoteDynamicKeywordAddresses',
  ],
  'New-Object': [],
  'Out-Null': [],
  'Remove-NetFirewallDynamicKeywordAddress': ['-Id'],
  'Remove-NetFirewallRule': ['-DisplayName'],
  'Resolve-DnsName': ['-Name', '-Type', '-DnsOnly'],
  'Set-ItemProperty': ['-Path', '-Name', '-Value'],
  'Test-NetConnection': ['-Port'],
  'Where-Object': [],
};

let parser: Parser;
beforeAll(async () => {
  await Parser.init();
  const { resolve } = createRequire(import.meta.url);
  parser = new Parser().setLanguage(
    await Grammar.load(resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm')),
  );
});

function read(text: string): Node {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('nothing was parsed');
  return tree.rootNode;
}

const cmdlet = /\b(Get|New|Out|Remove|Resolve|Set|Test)-[A-Z]/u;
const hostLists = [codatHosts.slice(0, 1), codatHosts, [...codatHosts, 'relay-1.example.com']];

/** Each snippet and undo that calls a cmdlet, for each purpose alone and for all. */
const snippets = Language.options.flatMap((language) =>
  formats(language)
    .filter(({ kind }) => kind === 'cli')
    .flatMap(({ id, purposes }) =>
      hostLists.flatMap((hosts) => [
        ...[...purposes.map((purpose) => [purpose]), purposes].map((asked) => ({
          id,
          name: `${id} for ${asked.join('+')}, in ${language}, with ${hosts.length} hosts`,
          text: renderSnippet(id, { language, hosts, purposes: asked }) ?? '',
        })),
        {
          id,
          name: `undo of ${id}, in ${language}, with ${hosts.length} hosts`,
          text: renderUndo(id, { language, hosts, purposes: [] }) ?? '',
        },
      ]),
    )
    .filter(({ text }) => cmdlet.test(text)),
);

test('the formats for PowerShell are known by their cmdlets', () => {
  expect([...new Set(snippets.map(({ id }) => id))].toSorted()).toEqual([
    'verify-powershell',
    'windows-firewall-fqdn',
    'windows-firewall-program',
    'windows-proxy-exceptions-registry',
  ]);
});

describe.each(snippets)('$name', ({ text }) => {
  test('is PowerShell, and is none without its last quote or bracket', () => {
    expect(read(text).hasError).toBe(false);
    expect(read(text.replace(/['")}\]](?=[^'")}\]]*$)/u, '')).hasError).toBe(true);
  });

  test('asks of each cmdlet what is documented', () => {
    const names = read(text).descendantsOfType('command_name');
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const elements = name?.parent?.children.find((each) => each?.type === 'command_elements')?.children ?? [];
      const parameters = elements.flatMap((each) => (each?.type === 'command_parameter' ? [each.text] : []));
      expect(Object.keys(documented)).toContain(name?.text);
      expect(documented[name?.text ?? '']).toEqual(expect.arrayContaining(parameters));
    }
  });
});
