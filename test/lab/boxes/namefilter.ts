/**
 * A firewall that reads the server name of a TLS ClientHello (RFC 6066, section 3) and ends the connection, or swallows
 * what follows, where the name is under a blocked domain. Everything else passes unread.
 *
 *   node namefilter.ts reset|close|alert|drop codat.io '{"9000":"198.51.100.10","9001":null}'
 *
 * The router redirects each server's port 443 to a port of its own here, which so tells the destination. A port without
 * one accepts connections and lets nobody through, whatever the name. An empty domain blocks every name.
 */
import { connect, createServer, type Socket } from 'node:net';

const [manner, domain = '', json = '{}'] = process.argv.slice(2);
const destinations: Readonly<Record<string, string | null>> = JSON.parse(json);

for (const [port, address] of Object.entries(destinations)) {
  createServer({ pauseOnConnect: true }, (client) => filter(client, address)).listen(Number(port));
}

/** handshake_failure (RFC 8446, section 6): a fatal alert in a record of its own. */
const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 40]);

function filter(client: Socket, address: string | null): void {
  client.on('error', () => {});
  let hello = Buffer.alloc(0);
  client.on('data', function read(chunk) {
    hello = Buffer.concat([hello, Buffer.from(chunk)]);
    // A record says its length in bytes 3 and 4 (RFC 8446, section 5.1).
    if (hello.length < 5 || hello.length < 5 + hello.readUInt16BE(3)) return;
    client.off('data', read).pause();
    if (address !== null && !namesBlocked(hello)) pass(client, address, hello);
    else if (manner === 'reset') client.resetAndDestroy();
    else if (manner === 'close') client.end();
    else if (manner === 'alert') client.end(alert);
  });
  client.resume();
}

/** The name stands in the hello as it is, and nothing else in it looks like one. */
function namesBlocked(hello: Buffer): boolean {
  return hello.includes(domain, 0, 'latin1');
}

function pass(client: Socket, address: string, hello: Buffer): void {
  const server = connect(443, address);
  server.on('error', () => client.destroy());
  client.on('close', () => server.destroy());
  server.write(hello);
  server.pipe(client);
  client.pipe(server);
}
