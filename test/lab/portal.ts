/** A guest network before login: every name leads to the router, and the router shows its login page. */
import { router } from './addresses.ts';
import { catchAll } from './filters.ts';
import { folder } from './namespaces.ts';
import type { World } from './world.ts';

export const loginPage = 'http://login.guest-wifi.example/login';

export const captivePortal: Pick<World, 'resolver' | 'middleboxes' | 'forwarding'> = {
  resolver: catchAll(router.ipv4),
  forwarding: ['drop'],
  middleboxes: [
    {
      role: 'router',
      files: {
        'portal.conf': `
daemon off; master_process off; user root; pid ${folder}/portal.pid; error_log stderr warn;
events { worker_connections 128; }
http { access_log off; server_tokens off; ssl_protocols TLSv1.2 TLSv1.3;
  client_body_temp_path ${folder}/portal-body; proxy_temp_path ${folder}/portal-proxy; fastcgi_temp_path ${folder}/portal-fastcgi;
  uwsgi_temp_path ${folder}/portal-uwsgi; scgi_temp_path ${folder}/portal-scgi;
  server { listen ${router.ipv4}:80; listen ${router.ipv4}:443 ssl;
    ssl_certificate ${folder}/portal.chain; ssl_certificate_key ${folder}/portal.key;
    return 302 ${loginPage}; }
}`,
      },
      command: ['nginx', '-c', `${folder}/portal.conf`, '-e', 'stderr'],
      listens: [`tcp ${router.ipv4}:80`, `tcp ${router.ipv4}:443`],
    },
  ],
};
