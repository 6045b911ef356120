/** Middleboxes on the router that answer TLS themselves, with certificates of their own authority. */
import type { IdentityName } from './certificates.ts';
import { folder } from './namespaces.ts';
import type { Server } from './servers.ts';
import type { World } from './world.ts';

/** What arrives from the client for any host's port 443 goes to a program on the router. */
const redirectHttpsTo = (port: number) => [`tcp dport 443 redirect to :${port}`];

/** squid with ssl-bump reads every TLS connection and answers with certificates signed by the given authority. */
export function inspectedBySquid(authority: IdentityName): Pick<World, 'middleboxes' | 'redirecting'> {
  return {
    redirecting: redirectHttpsTo(3129),
    middleboxes: [bumpingSquid('3129 intercept', authority, 'ssl_bump peek hello\nssl_bump bump all')],
  };
}

/** squid that takes connections where `port` says, as its http_port or https_port would. */
export function bumpingSquid(port: string, authority: IdentityName, rules: string): Server {
  const database = `${folder}/squid-certificates`;
  const intercepts = port.endsWith('intercept');
  const bump = `ssl-bump generate-host-certificates=on dynamic_cert_mem_cache_size=4MB tls-cert=${folder}/${authority}.pem`;
  return {
    role: 'router',
    files: {
      'squid.conf': `
${intercepts ? `http_port 3128\nhttps_port ${port}` : `http_port ${port}`} ${bump}
sslcrtd_program /usr/lib/squid/security_file_certgen -s ${database} -M 4MB
sslcrtd_children 1 startup=1 idle=1
acl hello at_step SslBump1
${rules}
tls_outgoing_options cafile=${folder}/public-roots.pem
${squidBasics}
http_access allow all
`,
    },
    command: [
      'sh',
      '-ec',
      `/usr/lib/squid/security_file_certgen -c -s ${database} -M 4MB; chown -R proxy: ${database}; exec squid -N -d 1 -f ${folder}/squid.conf`,
    ],
    listens: intercepts ? ['tcp *:3129'] : [`tcp ${port}`],
  };
}

/** What every squid of the lab needs. It insists on running as the user that its Debian package makes. */
export const squidBasics = `
visible_hostname proxy.office.example
cache deny all
cache_mem 8 MB
access_log none
cache_log ${folder}/squid.log
pid_filename none
coredump_dir ${folder}
shutdown_lifetime 0 seconds
`;

/** mitmproxy reads every TLS connection; its authority is CN=mitmproxy. A script may answer in the servers' place. */
export function inspectedByMitmproxy(script = ''): Pick<World, 'middleboxes' | 'redirecting'> {
  return {
    redirecting: redirectHttpsTo(8080),
    middleboxes: [
      {
        role: 'router',
        files: { 'mitmproxy-script.py': script },
        command: [
          ...['sh', '-ec', `cp ${folder}/mitmproxy.pem ${folder}/mitmproxy-ca.pem; exec mitmdump "$@"`, 'mitmdump'],
          ...['--mode', 'transparent', '--listen-port', '8080', '--set', `confdir=${folder}`, '--quiet'],
          ...['--set', `ssl_verify_upstream_trusted_ca=${folder}/public-roots.pem`],
          ...['--scripts', `${folder}/mitmproxy-script.py`],
        ],
        listens: ['tcp 0.0.0.0:8080', 'tcp [::]:8080'],
      },
    ],
  };
}
