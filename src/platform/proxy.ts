/** Which proxy applies to a host, and who said so. */
import type { RouteChoice } from '../model/evidence.ts';
import type { Settings } from '../model/settings.ts';
import type { ProxyServer } from '../probes/proxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChosenRoute {
  readonly route: RouteChoice;
  readonly proxy: ProxyServer | null;
}

/** @param setting `proxy` of the settings */
export function chooseRoute(host: string, setting: Settings['proxy'], env: Environment = process.env): ChosenRoute {
  if (setting === 'none') return direct(host);
  if (setting !== 'system') return through(host, setting, 'settings');
  const url = env.https_proxy || env.HTTPS_PROXY || env.all_proxy || env.ALL_PROXY || '';
  const excepted = isExcepted(host, env.no_proxy ?? env.NO_PROXY ?? '');
  return url === '' || excepted ? direct(host) : through(host, url, 'environment');
}

function direct(host: string): ChosenRoute {
  return { route: { host, path: 'direct', proxy: null, source: 'none' }, proxy: null };
}

function through(host: string, url: string, source: RouteChoice['source']): ChosenRoute {
  const proxy = parseProxy(url);
  if (proxy === null) return direct(host);
  return { route: { host, path: 'proxy', proxy: `${proxy.host}:${proxy.port}`, source }, proxy };
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
