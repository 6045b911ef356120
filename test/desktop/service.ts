/** The services that a program on the test desktop reaches: TLS servers behind a proxy, all on the loopback address. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';

export interface Service {
  /** Settings for the program, with which it meets this service and nothing else. */
  readonly settings: object;
  /** Whether it shows the certificate that belongs to it. */
  genuine: boolean;
  /** Whoever connects waits for this. */
  gate: Promise<void>;
  /** How many have asked for one so far. */
  readonly connections: () => number;
  readonly close: () => void;
}

/** @param folder for keys and certificates */
export async function startService(folder: string, hosts: readonly string[]): Promise<Service> {
  const real = makeIdentity(folder, 'real', hosts);
  const fake = makeIdentity(folder, 'fake', hosts);
  const origin = createTlsServer({
    SNICallback: (_name, answer) => answer(null, createSecureContext(service.genuine ? real : fake)),
  });
  origin.on('request', (_request, response) => response.end('ok\n'));
  const proxy = createServer((_request, response) => response.writeHead(403).end());
  const originPort = await listen(origin);
  const proxyPort = await listen(proxy);
  let connections = 0;
  const service: Service = {
    settings: {
      hosts,
      publicRootsFile: real.root,
      proxy: `http://127.0.0.1:${proxyPort}`,
      // A test holds the gate for as long as it needs.
      timeoutsMs: { proxyConnect: 60_000, check: 120_000 },
      controls: { https: [], captivePortalUrl: `http://127.0.0.1:${proxyPort}/`, dnsOverHttps: [] },
    },
    genuine: true,
    gate: Promise.resolve(),
    connections: () => connections,
    close() {
      for (const server of [origin, proxy]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
  proxy.on('connect', async (_request, client) => {
    connections += 1;
    client.on('error', () => {});
    await service.gate;
    const upstream = connect(originPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
  });
  return service;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A certificate for the hosts, from an authority of its own. */
function makeIdentity(folder: string, name: string, hosts: readonly string[]) {
  const file = (ending: string) => join(folder, `${name}-${ending}`);
  writeFileSync(file('openssl.cnf'), '[req]\ndistinguished_name = name\n[name]\n');
  const make = (part: string, subject: string, ...rest: string[]) =>
    execFileSync(
      'openssl',
      ['req', '-config', file('openssl.cnf'), '-x509', '-nodes', '-days', '30', '-subj', subject]
        .concat(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'])
        .concat(['-keyout', file(`${part}.key`), '-out', file(`${part}.pem`)], rest),
      { stdio: 'pipe' },
    );
  make('root', `/CN=Desktop Test Root ${name}`, '-addext', 'basicConstraints=critical,CA:TRUE');
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const issuer = ['-CA', file('root.pem'), '-CAkey', file('root.key')];
  make('leaf', '/CN=leaf', ...issuer, '-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=CA:FALSE');
  return {
    key: readFileSync(file('leaf.key')),
    cert: Buffer.concat([readFileSync(file('leaf.pem')), readFileSync(file('root.pem'))]),
    root: file('root.pem'),
  };
}
