/**
 * The Windows user's Internet Options, which decide the connector's proxy. Read from the registry, and not through
 * WinHttpGetProxyForUrl: that call blocks its thread for seconds and needs native code, which would be the only part of
 * this program that cannot be built and tested anywhere. The price is small: of auto-detection, only the DNS half.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ProxyServer } from '../probes/proxy.ts';
import { type PacAnswer, type PacFailure, proxiesFromPac } from './pac.ts';
import { parseProxy } from './proxy.ts';
import { parseRegistryKey, type RegistryKey } from './registry.ts';

export interface InternetOptions {
  /** proxy: for https. null: the options name one for other schemes only, or one that cannot be spoken to. */
  readonly manual: { readonly proxy: ProxyServer | null; readonly bypass: readonly string[] } | null;
  readonly autoconfigUrl: string | null;
  readonly autodetect: boolean;
}

type Settled =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer; readonly source: 'internet-options' | 'autoconfig' };

export type ProxyChoice =
  | Settled
  /** otherwise: what Windows goes on with. */
  | ({ readonly kind: 'autoconfig-failed'; readonly otherwise: Settled } & Omit<PacFailure, 'kind'>);

const settingsKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const policiesKey = 'HKLM\\Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
/** reg.exe answers in 20 ms; security software that looks at every new process may take a hundred times that. */
const registryMs = 3_000;
/** A network without WPAD often lets the question go unanswered. */
const autodetectMs = 2_000;
const wpad = 'http://wpad/wpad.dat';
const none: ReadonlyMap<string, PacAnswer> = new Map();

/** null: they cannot be read, because this is not Windows or reg.exe does not work here. Never rejects. */
export async function readInternetOptions(
  signal: AbortSignal,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<InternetOptions | null> {
  if (env.SystemRoot === undefined) return null;
  const query = (key: string) => queryKey(join(env.SystemRoot ?? '', 'System32', 'reg.exe'), key, signal);
  const policies = await query(policiesKey);
  if (policies === null) return null;
  // https://www.spad.uk/posts/how-does-proxysettingsperuser-work/: 0 makes the computer's settings hold for every user.
  const hive = policies.get('proxysettingsperuser') === 0 ? 'HKLM' : 'HKCU';
  const [settings, connections] = await Promise.all([
    query(`${hive}\\${settingsKey}`),
    query(`${hive}\\${settingsKey}\\Connections`),
  ]);
  return settings === null || connections === null ? null : parseInternetOptions(settings, connections);
}

/** null: could not be asked. An absent key has no values. */
function queryKey(file: string, key: string, signal: AbortSignal): Promise<RegistryKey | null> {
  return new Promise((settle) => {
    // latin1: reg.exe writes in the console's code page. All that counts here is ASCII, which every code page keeps.
    const options = {
      timeout: registryMs,
      signal,
      windowsHide: true,
      encoding: 'latin1',
      maxBuffer: 1_048_576,
    } as const;
    execFile(file, ['query', key], options, (error, stdout) => {
      // It exits with 1 where the key is absent, and prints nothing on stdout.
      const answered = error === null || error.code === 1;
      settle(answered ? parseRegistryKey(stdout) : null);
    });
  });
}

/** The same three settings as in `DefaultConnectionSettings`, which Windows keeps beside the older values. */
interface Connection {
  readonly manual: boolean;
  readonly autoconfig: boolean;
  readonly autodetect: boolean;
  readonly server: string;
  readonly override: string;
  readonly url: string;
}

/**
 * The older values (`ProxyEnable`, `ProxyServer`, `ProxyOverride`, `AutoConfigURL`) decide where they are present: scripts
 * and policies write them alone, and Windows takes them over. Auto-detection is a flag of the newer value only.
 */
export function parseInternetOptions(settings: RegistryKey, connections: RegistryKey): InternetOptions {
  const connection = parseConnection(connections.get('defaultconnectionsettings'));
  const enabled = settings.get('proxyenable') ?? Number(connection?.manual);
  const server = textOf(settings.get('proxyserver')) ?? connection?.server ?? '';
  const override = textOf(settings.get('proxyoverride')) ?? connection?.override ?? '';
  const url = textOf(settings.get('autoconfigurl')) ?? (connection?.autoconfig === true ? connection.url : '');
  return {
    manual: enabled === 1 && server !== '' ? { proxy: proxyForHttps(server), bypass: entries(override) } : null,
    autoconfigUrl: url === '' ? null : url,
    autodetect: connection?.autodetect ?? settings.get('autodetect') === 1,
  };
}

function textOf(value: string | number | Buffer | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/**
 * Three numbers of 4 bytes, of which the third holds the flags (blogs.msdn.microsoft.com/askie/2017/06/20/
 * what-is-defaultconnectionsettings-key), then three texts, each after its length (stackoverflow.com/questions/4283027).
 */
function parseConnection(bytes: string | number | Buffer | undefined): Connection | null {
  if (!Buffer.isBuffer(bytes) || bytes.length < 12) return null;
  const flags = bytes.readUInt32LE(8);
  const texts: string[] = [];
  for (let at = 12; texts.length < 3 && at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at);
    texts.push(end <= bytes.length ? bytes.toString('latin1', at + 4, end) : '');
    at = end;
  }
  const [server = '', override = '', url = ''] = texts;
  const has = (flag: number) => (flags & flag) !== 0;
  return { manual: has(2), autoconfig: has(4), autodetect: has(8), server, override, url };
}

/** `host:port` for every scheme, or `http=host:port;https=host:port`. An entry is split from the next by `;` or a space. */
function proxyForHttps(server: string): ProxyServer | null {
  const named = entries(server).map((entry) => /^(?:([a-z]+)=)?(.*)$/i.exec(entry));
  const https = named.find((entry) => entry?.[1]?.toLowerCase() === 'https');
  const every = named.find((entry) => entry?.[1] === undefined);
  return parseProxy((https ?? every)?.[2] ?? '');
}

function entries(list: string): string[] {
  return list
    .slice(0, 65_536)
    .split(/[;\s]+/)
    .filter((entry) => entry !== '' && entry.length <= 512);
}

/**
 * Which proxy each host has, in Windows' own order: auto-detection, the autoconfig script, the manual proxy with its
 * exceptions, none. A network without WPAD is no failure, and neither is one where its name leads elsewhere.
 */
export async function proxiesForHosts(
  hosts: readonly string[],
  { autodetect, autoconfigUrl, manual }: InternetOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ProxyChoice>> {
  const settled = (host: string): Settled =>
    manual === null || manual.proxy === null || isBypassed(host, manual.bypass)
      ? { kind: 'direct' }
      : { kind: 'proxy', proxy: manual.proxy, source: 'internet-options' };
  // Side by side: each may take seconds, and this must be known before anything else is asked.
  const [detected, configured] = await Promise.all([
    autodetect ? proxiesFromPac(wpad, hosts, signal, autodetectMs) : none,
    autoconfigUrl === null ? none : proxiesFromPac(autoconfigUrl, hosts, signal),
  ]);
  const choose = (host: string): ProxyChoice => {
    const found = detected.get(host);
    if (found !== undefined && found.kind !== 'failed') return found;
    const answer = configured.get(host);
    if (answer === undefined) return settled(host);
    return answer.kind === 'failed' ? { ...answer, kind: 'autoconfig-failed', otherwise: settled(host) } : answer;
  };
  return new Map(hosts.map((host) => [host, choose(host)]));
}

/** `[scheme://]host[:port]`, in which the host may hold `*`; `<local>` is every name without a dot. */
export function isBypassed(host: string, bypass: readonly string[]): boolean {
  return bypass.some((entry) => {
    if (entry === '<local>') return !host.includes('.');
    const [, scheme = 'https', pattern = '', port = '443'] =
      /^(?:([a-z]+):\/\/)?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    return scheme === 'https' && port === '443' && matches(host.toLowerCase(), pattern);
  });
}

/** By hand, because a regular expression made of many wildcards takes exponential time. */
function matches(host: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return host === pattern;
  if (!host.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = host.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return host.length - last.length >= at && host.endsWith(last);
}
