/**
 * A proxy that closes instead of answering.
 *
 *   node closer.ts ADDRESS PORT
 */
import { createServer } from 'node:net';

const [address = '', port = ''] = process.argv.slice(2);

createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.destroy());
}).listen(Number(port), address);
