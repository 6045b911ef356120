/** Proxies as they are written: in a URL, and in the environment. */
import type { ProxyServer } from '../probes/proxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy that the environment names for a host's HTTPS, as curl understands it; null: none. */
export function proxyFromEnvironment(host: string, env: Environment = process.env): ProxyServer | null {
  const named = namedIn(env);
  return named === null || isExcepted(host, env.no_proxy ?? env.NO_PROXY ?? '') ? null : parseProxy(named.url);
}

/** The variable that names a proxy which cannot be spoken to: SOCKS, TLS to the proxy itself, or no URL. null: none. */
export function unusableVariable(env: Environment = process.env): string | null {
  const named = namedIn(env);
  return named === null || parseProxy(named.url) !== null ? null : named.variable;
}

const variables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

function namedIn(env: Environment): { readonly variable: string; readonly url: string } | null {
  const variable = variables.find((name) => env[name]);
  return variable === undefined ? null : { variable, url: env[variable] ?? '' };
}

/** `http://user:password@host:port`, or `host:port` alone, as curl takes it. null: not a proxy that can be spoken to. */
export function parseProxy(text: string): ProxyServer | null {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || url.protocol !== 'http:' || url.hostname === '') return null;
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 80 : Number(url.port),
    authorization: url.username === '' ? null : `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** NO_PROXY as curl reads it: names match themselves and everything under them; `*` matches all. */
function isExcepted(host: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .map((entry) =>
      entry
        .toLowerCase()
        .replace(/:443$/, '')
        .replace(/^\*?\./, ''),
    )
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));
}
