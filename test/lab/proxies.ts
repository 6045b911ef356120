/** Proxies on the router that the client is told to use. */
import { publicResolvers, router } from './addresses.ts';
import { box } from './boxes/command.ts';
import type { IdentityName } from './certificates.ts';
import { bumpingSquid, squidBasics } from './inspectors.ts';
import { folder } from './namespaces.ts';
import { routerSite } from './sites.ts';
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

/** The environment alone, where no proxy is there. */
export const namedProxy = (host: string) => ({ environment: { HTTPS_PROXY: `http://${host}:3128` } });

/** Takes the connection and the question, and closes. */
export const closingProxy: Pick<World, 'middleboxes' | 'environment'> = {
  ...namedProxy(router.ipv4),
  middleboxes: [
    {
      role: 'router',
      files: {},
      command: box('closer', router.ipv4, '3128'),
      listens: [`tcp ${proxyAddress}`],
    },
  ],
};

/** squid reads what goes through its tunnels, with certificates signed by the given authority, or ends them by name. */
export function bumpingProxy(authority: IdentityName, rules: string): Pick<World, 'middleboxes' | 'environment'> {
  return { ...namedProxy(router.ipv4), middleboxes: [bumpingSquid(`${router.ipv4}:3128`, authority, rules)] };
}

/** An office whose own resolver knows no outside name, and whose proxy asks another. */
export const ownResolver = `dns_nameservers ${publicResolvers[0]}\n`;

const autoconfigAddress = `${router.ipv4}:8081`;
/** Where the lab's autoconfig script is. */
export const autoconfigUrl = `http://${autoconfigAddress}/proxy.pac`;

/** The router hands out this script; null: it has none. */
export function autoconfig(script: string | null): Pick<World, 'middleboxes' | 'settings' | 'files'> {
  return {
    files: script === null ? {} : { 'proxy.pac': script },
    settings: { proxyAutoconfigUrl: autoconfigUrl },
    middleboxes: [routerSite('autoconfig', [autoconfigAddress], `listen ${autoconfigAddress}; root ${folder};`)],
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
