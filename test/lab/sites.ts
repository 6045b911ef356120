/** Web sites that nginx would not make: of Codat's hosts, in the place of the honest ones. */
import { hosts, type LabHost } from './addresses.ts';
import { box } from './boxes/command.ts';
import type { IdentityName } from './certificates.ts';
import { folder } from './namespaces.ts';
import { originsWithout, type Server } from './servers.ts';
import type { World } from './world.ts';

/** What the site was told, by name of the file in the folder. */
export const reportFile = 'secure-report.json';

/** One host under another certificate, which answers a request with these bytes and counts what comes in. */
export function countingSite(
  host: LabHost,
  identity: IdentityName,
  answer: string,
): Pick<World, 'origins' | 'middleboxes'> {
  const addresses = [hosts[host].ipv4, hosts[host].ipv6];
  const files = [reportFile, `${identity}.key`, `${identity}.chain`].map((name) => `${folder}/${name}`);
  return {
    origins: originsWithout(host),
    middleboxes: [
      {
        role: 'servers',
        files: {},
        command: box('secure', ...files, answer, ...addresses),
        listens: [`tcp ${addresses[0]}:443`, `tcp [${addresses[1]}]:443`],
      },
    ],
  };
}

/** On the router: nginx with one server block and these directives. */
export function routerSite(name: string, listens: readonly string[], directives: string): Server {
  return {
    role: 'router',
    files: {
      [`${name}.conf`]: `
daemon off; master_process off; user root; pid ${folder}/${name}.pid; error_log stderr warn;
events { worker_connections 128; }
http { access_log off; server_tokens off; ssl_protocols TLSv1.2 TLSv1.3;
  client_body_temp_path ${folder}/${name}-body; proxy_temp_path ${folder}/${name}-proxy; fastcgi_temp_path ${folder}/${name}-fastcgi;
  uwsgi_temp_path ${folder}/${name}-uwsgi; scgi_temp_path ${folder}/${name}-scgi;
  server { ${directives} }
}`,
    },
    command: ['nginx', '-c', `${folder}/${name}.conf`, '-e', 'stderr'],
    listens: listens.map((socket) => `tcp ${socket}`),
  };
}
