/** The honest servers of every world: origins, public resolvers, the router's resolver. */
import {
  dataHost,
  dataHostElsewhere,
  hosts,
  type LabHost,
  publicResolvers,
  router,
  umbrellaBlockPage,
} from './addresses.ts';
import type { IdentityName } from './certificates.ts';
import { folder, type Role } from './namespaces.ts';
import { zones } from './zones.ts';

/** One long-running program of a world. */
export interface Server {
  readonly role: Role;
  /** Name in the folder to content. */
  readonly files: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** The sockets that tell that it is ready, as ss(8) writes them: 'udp 10.20.0.1:53'. */
  readonly listens: readonly string[];
}

/** One web site: where it listens, what it shows. */
export interface Origin {
  readonly addresses: readonly string[];
  readonly identity: IdentityName;
  /** nginx directives of the TLS server. */
  readonly tls: string;
  /** nginx directives of `location /`, over TLS. */
  readonly answer: string;
}

const site = (name: LabHost, answer: string): Origin => ({
  addresses: [hosts[name].ipv4, hosts[name].ipv6],
  identity: name,
  tls: '',
  answer,
});

/**
 * A status other than 200 is no fault of the network: the install host answers 404 at `/`, as an API without a front page
 * does.
 */
export const honestOrigins = {
  'quickbooksdesktop.codat.io': {
    ...site('quickbooksdesktop.codat.io', 'return 200 "ready\\n";'),
    addresses: [...Object.values(hosts[dataHost]), ...Object.values(dataHostElsewhere)],
  },
  'connectors.codat.io': site('connectors.codat.io', 'return 404;'),
  'www.example.com': site('www.example.com', 'return 200 "Example Domain\\n";'),
  'www.microsoft.com': site('www.microsoft.com', 'return 200 "Microsoft\\n";'),
  'www.msftconnecttest.com': site('www.msftconnecttest.com', 'return 404;'),
  'block.opendns.com': {
    addresses: [umbrellaBlockPage],
    identity: 'umbrellaBlockPage',
    tls: '',
    answer: 'return 403 "This site is blocked due to content filtering.\\n";',
  },
} satisfies Readonly<Record<string, Origin>>;

/** The honest sites, where one or two are different. */
export function originsWith(change: Partial<Origin>, ...names: readonly LabHost[]): Readonly<Record<string, Origin>> {
  return {
    ...honestOrigins,
    ...Object.fromEntries(names.map((name) => [name, { ...honestOrigins[name], ...change }])),
  };
}

/** The honest sites without one, whose addresses then refuse connections. */
export function originsWithout(absent: LabHost): Readonly<Record<string, Origin>> {
  return Object.fromEntries(Object.entries(honestOrigins).filter(([name]) => name !== absent));
}

/** https://learn.microsoft.com/troubleshoot/windows-client/networking/internet-explorer-edge-open-connect-corporate-public-network */
const connectTest = `location = /connecttest.txt { default_type text/plain; return 200 "Microsoft Connect Test"; }`;

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address);

/** nginx with all sites of a world. */
export function originServer(origins: Readonly<Record<string, Origin>>): Server {
  const blocks = Object.entries(origins).map(([name, { addresses, identity, tls, answer }]) => {
    const listen = (port: string) => addresses.map((address) => `listen ${bracketed(address)}:${port};`).join(' ');
    return `
server { server_name ${name}; ${listen('443 ssl http2')} ssl_certificate ${folder}/${identity}.chain; ssl_certificate_key ${folder}/${identity}.key;
  ${tls}
  location / { default_type text/plain; ${answer} } }
server { server_name ${name}; ${listen('80')} ${name === 'www.msftconnecttest.com' ? connectTest : ''} location / { return 301 https://$host/; } }`;
  });
  return {
    role: 'servers',
    files: {
      'nginx.conf': `
daemon off; master_process off; user root; pid ${folder}/nginx.pid; error_log stderr warn;
events { worker_connections 512; }
http { access_log off; server_tokens off; keepalive_timeout 30; ssl_protocols TLSv1.2 TLSv1.3;
  client_body_temp_path ${folder}/nginx-body; proxy_temp_path ${folder}/nginx-proxy; fastcgi_temp_path ${folder}/nginx-fastcgi;
  uwsgi_temp_path ${folder}/nginx-uwsgi; scgi_temp_path ${folder}/nginx-scgi;
  ${blocks.join('')}
}`,
    },
    command: ['nginx', '-c', `${folder}/nginx.conf`, '-e', 'stderr'],
    listens: Object.values(origins).flatMap(({ addresses }) =>
      addresses.flatMap((address) => [`tcp ${bracketed(address)}:443`, `tcp ${bracketed(address)}:80`]),
    ),
  };
}

/**
 * unbound that answers as a real recursive server does (RA set, AA clear, NXDOMAIN with the zone's SOA), from zones that
 * it holds itself: `for-downstream: no` keeps them out of the answers' own authority.
 */
export function unbound(name: string, role: Role, interfaces: readonly string[], lines: string, modules = ''): Server {
  const zoneFiles = Object.entries(zones).map(([zone, content]) => [`zone-${zone}`, content]);
  return {
    role,
    files: {
      ...Object.fromEntries(zoneFiles),
      [`${name}.conf`]: `
server:
  username: "" 
  chroot: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  verbosity: 1
  num-threads: 1
  access-control: 0.0.0.0/0 allow
  access-control: ::0/0 allow
  module-config: "${modules}iterator"
  minimal-responses: yes
  trust-anchor-signaling: no
${interfaces.map((address) => `  interface: ${address}`).join('\n')}
${lines}
remote-control:
  control-enable: no
${Object.keys(zones)
  .map(
    (zone) =>
      `auth-zone:\n  name: "${zone}"\n  zonefile: "zone-${zone}"\n  for-downstream: no\n  for-upstream: yes\n  fallback-enabled: no`,
  )
  .join('\n')}
`,
    },
    command: ['unbound', '-d', '-p', '-c', `${folder}/${name}.conf`],
    listens: interfaces.flatMap((address) => {
      const [ip = '', port = '53'] = address.split('@');
      return port === '53' ? [`udp ${bracketed(ip)}:53`, `tcp ${bracketed(ip)}:53`] : [`tcp ${bracketed(ip)}:${port}`];
    }),
  };
}

/** The resolver that the router hands out by default. */
export const honestResolver: Server = unbound('resolver', 'router', [router.ipv4], '');

const overHttps = `
  https-port: 443
  http-endpoint: "/dns-query"
  tls-service-key: "${folder}/publicResolver.key"
  tls-service-pem: "${folder}/publicResolver.chain"`;

/** 1.1.1.1 and 8.8.8.8: plain DNS, and DNS over HTTPS (HTTP/2 only, as unbound speaks it). */
export const publicResolver: Server = publicResolverWith('');

/** The same, with further lines of unbound's configuration. */
export function publicResolverWith(lines: string): Server {
  const sockets = publicResolvers.flatMap((address) => [address, `${address}@443`]);
  return unbound('public-resolver', 'servers', sockets, `${overHttps}\n${lines}`);
}
