/** How each host is reached: by whatever the settings, the system or an autoconfig script say. */
import type { Computer, RouteChoice } from '../model/evidence.ts';
import type { Settings } from '../model/settings.ts';
import type { ProxyServer } from '../probes/proxy.ts';
import { type InternetOptions, proxiesForHosts, readInternetOptions } from './internetoptions.ts';
import { parseProxy, proxyFromEnvironment } from './proxy.ts';

export interface Routes {
  readonly choices: readonly RouteChoice[];
  readonly proxies: ReadonlyMap<string, ProxyServer>;
  readonly autoconfig: Computer['autoconfig'];
}

type Choice = { readonly proxy: ProxyServer; readonly source: RouteChoice['source'] } | null;

/** Never rejects. What cannot be followed is told in `autoconfig`, with the route that Windows would take instead. */
export async function chooseRoutes(
  hosts: readonly string[],
  { proxy, proxyAutoconfigUrl }: Pick<Settings, 'proxy' | 'proxyAutoconfigUrl'>,
  signal: AbortSignal,
): Promise<Routes> {
  if (proxy === 'none') return routesBy(hosts, () => null, null);
  if (proxy !== 'system') return routesBy(hosts, () => choice(parseProxy(proxy), 'settings'), null);
  const options = proxyAutoconfigUrl === null ? await readInternetOptions(signal) : onlyAutoconfig(proxyAutoconfigUrl);
  if (options === null) return routesBy(hosts, (host) => choice(proxyFromEnvironment(host), 'environment'), null);
  const chosen = await proxiesForHosts(hosts, options, signal);
  const failed = [...chosen.values()].find((each) => each.kind === 'autoconfig-failed');
  const url = options.autoconfigUrl === null ? null : (failed?.url ?? shown(options.autoconfigUrl));
  const failure = failed === undefined ? null : [failed.problem, failed.detail].filter((part) => part).join(': ');
  return routesBy(
    hosts,
    (host) => {
      const each = chosen.get(host);
      const settled = each?.kind === 'autoconfig-failed' ? each.otherwise : each;
      return settled?.kind === 'proxy' ? choice(settled.proxy, settled.source) : null;
    },
    url === null ? null : { url, failure },
  );
}

function routesBy(
  hosts: readonly string[],
  choose: (host: string) => Choice,
  autoconfig: Computer['autoconfig'],
): Routes {
  const chosen = hosts.map((host) => ({ host, through: choose(host) }));
  return {
    choices: chosen.map(({ host, through }) =>
      through === null
        ? { host, path: 'direct', proxy: null, source: 'none' }
        : { host, path: 'proxy', proxy: `${through.proxy.host}:${through.proxy.port}`, source: through.source },
    ),
    proxies: new Map(chosen.flatMap(({ host, through }) => (through === null ? [] : [[host, through.proxy]]))),
    autoconfig,
  };
}

function choice(proxy: ProxyServer | null, source: RouteChoice['source']): Choice {
  return proxy === null ? null : { proxy, source };
}

function onlyAutoconfig(autoconfigUrl: string): InternetOptions {
  return { manual: null, autoconfigUrl, autodetect: false };
}

/** Credentials and queries are nobody's business. */
function shown(text: string): string {
  const url = URL.parse(text);
  return url === null ? '' : `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`;
}
