/** A guest network before login: every name leads to the router, and the router shows its login page. */
import { router } from './addresses.ts';
import { catchAll } from './filters.ts';
import { folder } from './namespaces.ts';
import { routerSite } from './sites.ts';
import type { World } from './world.ts';

export const loginPage = 'http://login.guest-wifi.example/login';

/** A certificate of its own making on 443, and a way to its own page from everywhere. */
export const routerPage = routerSite(
  'portal',
  [`${router.ipv4}:80`, `${router.ipv4}:443`, `[${router.ipv6}]:443`],
  `listen ${router.ipv4}:80; listen ${router.ipv4}:443 ssl; listen [${router.ipv6}]:443 ssl;
    ssl_certificate ${folder}/portal.chain; ssl_certificate_key ${folder}/portal.key;
    return 302 ${loginPage};`,
);

export const captivePortal: Pick<World, 'resolver' | 'middleboxes' | 'forwarding'> = {
  resolver: catchAll(router.ipv4),
  forwarding: ['drop'],
  middleboxes: [routerPage],
};
