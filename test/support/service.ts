/** A service that is well, behind a proxy, all on the loopback address; and the settings that lead to it. */
import { connect } from 'node:net';
import type { Home } from './home.ts';
import { answer, answering, onHead } from './http.ts';
import { listen, listenTls, silent } from './network.ts';
import { publicRoot, serviceHost, shown } from './trust.ts';

export interface Service extends AsyncDisposable {
  /** A settings file. */
  readonly config: string;
  /** How many connections the proxy was given. */
  readonly accepted: () => number;
}

/** @param more settings beside those that are needed to get there */
export async function startService(home: Home, more: object = {}): Promise<Service> {
  const origin = await listenTls(shown.good, answering(answer('200 OK')));
  const proxy = await listen(
    onHead((client) => {
      const upstream = connect(origin.port, origin.address, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(upstream).pipe(client);
      });
      upstream.on('error', () => client.destroy());
      client.on('close', () => upstream.destroy());
    }),
  );
  return {
    config: writeSettings(home, proxy.port, more),
    accepted: proxy.accepted,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await origin[Symbol.asyncDispose]();
    },
  };
}

/** A proxy that never answers, so that a check lasts until it is interrupted. */
export async function startSilence(home: Home): Promise<Service> {
  const proxy = await listen(silent);
  const timeoutsMs = { proxyConnect: 60_000, check: 120_000 };
  return { ...proxy, config: writeSettings(home, proxy.port, { timeoutsMs }) };
}

function writeSettings(home: Home, port: number, more: object): string {
  return home.write('settings.json', {
    hosts: [serviceHost],
    publicRootsFile: home.write('root.pem', publicRoot),
    proxy: `http://127.0.0.1:${port}`,
    // Nothing beyond this computer is asked; the lookup by the other route may as well fail.
    controls: { https: [], captivePortalUrl: `http://127.0.0.1:${port}/`, dnsOverHttps: [] },
    timeoutsMs: { lookup: 200 },
    ...more,
  });
}
