/** Proxies on the router that the client is told to use. */
import { router } from './addresses.ts';
import { squidBasics } from './inspectors.ts';
import { folder } from './namespaces.ts';
import type { World } from './world.ts';

/** As the finding names it. */
export const proxyAddress = `${router.ipv4}:3128`;

/** squid, told what to let through, and the environment that names it. */
export function proxy(rules: string): Pick<World, 'middleboxes' | 'environment'> {
  return {
    environment: { HTTPS_PROXY: `http://${proxyAddress}` },
    middleboxes: [
      {
        role: 'router',
        files: { 'squid.conf': `http_port ${router.ipv4}:3128\n${squidBasics}\n${rules}\n` },
        command: ['squid', '-N', '-d', '1', '-f', `${folder}/squid.conf`],
        listens: [`tcp ${proxyAddress}`],
      },
    ],
  };
}

/** The three schemes that Windows domains offer; nobody's password is right. */
export const authentication = `
auth_param negotiate program /bin/cat
auth_param ntlm program /usr/lib/squid/ntlm_fake_auth
auth_param basic program /usr/lib/squid/basic_fake_auth
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
`;

/** Direct HTTPS is closed to the client; the proxy, on the router, is not concerned. */
export const directHttpsDropped = ['tcp dport 443 drop'];
