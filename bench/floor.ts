/**
 * The least that a Node program needs for what a check does: floor.ts ROOTS_FILE HOST...
 *
 * One lookup, connection, handshake and GET for each host, all hosts side by side, with a TLS context made beforehand.
 * Prints for each host when each step was done, in milliseconds from the start of the first.
 */

import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, isIP } from 'node:net';
import { createSecureContext, connect as secure } from 'node:tls';

const [rootsFile = '', ...hosts] = process.argv.slice(2);
const secureContext = createSecureContext({ ca: readFileSync(rootsFile, 'utf8'), ecdhCurve: 'X25519:P-256:P-384' });

// Node compiles its pattern of IPv6 addresses (lib/internal/net.js) when it first meets a name, and again for speed when it
// meets the second: some 10 ms that are not the network's.
for (const host of hosts) isIP(host);

const begun = performance.now();
const sinceBegun = () => performance.now() - begun;

async function reach(host: string) {
  const [found] = await lookup(host, { all: true });
  const dns = sinceBegun();
  const socket = connect({ host: found?.address ?? '', port: 443, autoSelectFamily: false, noDelay: true });
  await once(socket, 'connect');
  const tcp = sinceBegun();
  const secured = secure({ socket, servername: host, secureContext });
  await once(secured, 'secureConnect');
  const tls = sinceBegun();
  secured.write(`GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  const [answer] = await once(secured, 'data');
  const http = sinceBegun();
  secured.destroy();
  if (!String(answer).startsWith('HTTP/1.1 ')) throw new Error(`${host} answered ${answer}`);
  return { dns, tcp, tls, http };
}

console.log(JSON.stringify(await Promise.all(hosts.map(reach))));
