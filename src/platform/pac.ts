/** Autoconfig scripts (PAC): loaded here, run in a thread of their own that ends with its time. */
import tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import { Agent, fetch } from 'undici';
import program from '../../package.json' with { type: 'json' };
import { classify } from '../probes/classify.ts';
import { within } from '../probes/deadline.ts';
import type { ProxyServer } from '../probes/proxy.ts';
import { printable } from '../probes/untrusted.ts';
import { parseProxy } from './proxy.ts';
import type { Spoken } from './sandbox.ts';

export type PacProblem =
  | 'unsupported-url'
  | 'not-loaded'
  | 'too-large'
  | 'not-a-script'
  | 'script-failed'
  | 'out-of-memory'
  | 'out-of-time'
  | 'no-usable-proxy'
  | 'interrupted';

export interface PacFailure {
  readonly kind: 'failed';
  /** As far as it may be shown; empty where it is none. */
  readonly url: string;
  readonly problem: PacProblem;
  /** What was said of it: a code, a status, the script's own error. Printable. */
  readonly detail: string | null;
}

export type PacAnswer =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer; readonly source: 'autoconfig' }
  | PacFailure;

/** WinHTTP's limit too: learn.microsoft.com/windows/win32/winhttp/winhttp-autoproxy-support. */
const longestScript = 1_048_576;
const loadMs = 6_000;
/** For all hosts, with the lookups that the script asks for. Scripts take a millisecond; a slow computer starts in 0.5 s. */
const runMs = 5_000;
/** Beside this file in the sources; beside the bundle, and beside an executable made of it, as dist/sandbox.cjs. */
const sandbox = new URL(import.meta.url.endsWith('.ts') ? './sandbox.ts' : './sandbox.cjs', import.meta.url);

type Problem = Pick<PacFailure, 'problem' | 'detail'>;

/** What the script at `url` says of each host's https. Loaded once, and never through a proxy. Never rejects. */
export async function proxiesFromPac(
  url: string,
  hosts: readonly string[],
  signal: AbortSignal,
  timeoutMs = loadMs,
): Promise<ReadonlyMap<string, PacAnswer>> {
  const location = URL.parse(url);
  const shown = location === null ? '' : withoutSecrets(location);
  const all = (problem: Problem) =>
    new Map(hosts.map((host): [string, PacAnswer] => [host, { kind: 'failed', url: shown, ...problem }]));
  if (location === null || !/^https?:$/.test(location.protocol))
    return all({ problem: 'unsupported-url', detail: null });
  const loaded = await within(timeoutMs, signal, (over) => load(location, over));
  if (loaded.by !== 'itself') return all(late(loaded.by));
  if ('problem' in loaded.value) return all(loaded.value);
  const { script } = loaded.value;
  const ran = await within(runMs, signal, (over) => run(script, hosts, over));
  if (ran.by !== 'itself') return all(late(ran.by));
  if ('problem' in ran.value) return all(ran.value);
  const spoken = ran.value;
  return new Map(
    hosts.map((host, index): [string, PacAnswer] => {
      const answer = readSpoken(spoken[index]);
      return [host, 'problem' in answer ? { kind: 'failed', url: shown, ...answer } : answer];
    }),
  );
}

function late(by: 'deadline' | 'signal'): Problem {
  return { problem: by === 'deadline' ? 'out-of-time' : 'interrupted', detail: null };
}

/** No credentials, no query; of a file, not even its path, which may name the user. */
function withoutSecrets({ protocol, host, pathname }: URL): string {
  return /^https?:$/.test(protocol) ? printable(`${protocol}//${host}${pathname}`, 256) : protocol;
}

/** Redirects are followed, to http and https only; credentials in the URL are not sent. */
async function load(location: URL, over: AbortSignal): Promise<{ readonly script: string } | Problem> {
  const url = Object.assign(new URL(location), { username: '', password: '' });
  const ca = [...tls.getCACertificates('bundled'), ...tls.getCACertificates('system')];
  // An agent of our own: undici's usual one may be told by the environment to use a proxy.
  const dispatcher = new Agent({ connect: { ca } });
  try {
    const headers = { 'user-agent': `ConnectionCheck/${program.version}` };
    const response = await fetch(url, { dispatcher, signal: over, headers });
    if (!response.ok) return { problem: 'not-loaded', detail: `HTTP ${response.status}` };
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > longestScript) return { problem: 'too-large', detail: null };
      chunks.push(chunk);
    }
    return { script: new TextDecoder().decode(Buffer.concat(chunks)) };
  } catch (error) {
    const { code } = classify('http_round_trip', error);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    return { problem: 'not-loaded', detail: code ?? (printable(cause, 160) || null) };
  } finally {
    // Not awaited: an endless body would be.
    void dispatcher.destroy();
  }
}

/**
 * A thread can be ended whatever it does. The sandbox's own time limit cannot do that: neither its built-in functions nor
 * the host's regular expressions look at it (`Array.prototype.indexOf.call({ length: 2 ** 53 })` runs for days).
 */
function run(script: string, hosts: readonly string[], over: AbortSignal): Promise<readonly Spoken[] | Problem> {
  const worker = new Worker(sandbox, {
    workerData: { script, hosts },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  over.addEventListener('abort', () => void worker.terminate(), { once: true });
  return new Promise((settle) => {
    worker.once('message', settle);
    worker.once('error', (error) => {
      const { code } = classify('http_round_trip', error);
      settle({ problem: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'script-failed', detail: code });
    });
  });
}

/**
 * The first entry that can be used, as Windows takes it: `PROXY a:8080; PROXY b:8080; DIRECT`. An empty answer is DIRECT
 * (Netscape's description of 1996). SOCKS is no HTTP proxy, and HTTPS one that is itself spoken to over TLS.
 */
function readSpoken(spoken: Spoken | undefined): Exclude<PacAnswer, PacFailure> | Problem {
  if (spoken === undefined) return { problem: 'script-failed', detail: null };
  if ('problem' in spoken) return { ...spoken, detail: printable(spoken.detail, 160) };
  const entries = spoken.text.split(';').map((entry) => entry.trim());
  if (entries.every((entry) => entry === '')) return { kind: 'direct' };
  for (const entry of entries) {
    const [keyword = '', server = ''] = entry.split(/\s+/);
    if (/^direct$/i.test(keyword)) return { kind: 'direct' };
    const proxy = /^(?:proxy|http)$/i.test(keyword) ? parseProxy(server) : null;
    if (proxy !== null) return { kind: 'proxy', proxy: { ...proxy, authorization: null }, source: 'autoconfig' };
  }
  return { problem: 'no-usable-proxy', detail: printable(spoken.text, 160) };
}
