/**
 * A TLS server that keeps count of what it is told: the file REPORT holds the number of connections, of completed
 * handshakes, of bytes that came in after them, and of connections that brought any.
 *
 *   node secure.ts REPORT KEY CHAIN ANSWER ADDRESS...
 *
 * It answers the first such bytes with ANSWER, whatever that is, and closes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:tls';

const [report = '', key = '', chain = '', answer = '', ...addresses] = process.argv.slice(2);

const counts = { connections: 0, handshakes: 0, bytes: 0, requests: 0 };
const write = () => writeFileSync(report, JSON.stringify(counts));
write();

for (const address of addresses) {
  createServer({ key: readFileSync(key), cert: readFileSync(chain) })
    .on('connection', () => {
      counts.connections++;
      write();
    })
    .on('secureConnection', (socket) => {
      counts.handshakes++;
      write();
      socket.on('error', () => {});
      socket.once('data', () => {
        counts.requests++;
      });
      socket.on('data', (chunk) => {
        counts.bytes += chunk.length;
        write();
        socket.end(answer);
      });
    })
    .on('tlsClientError', () => {})
    .listen(443, address);
}
