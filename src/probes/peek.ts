/** Looks at what comes back for a ClientHello, where it is not TLS. */
import type { Socket } from 'node:net';
import stream from 'node:stream';
import { connect, type SecureContext } from 'node:tls';
import { within } from './deadline.ts';
import { printable } from './untrusted.ts';

const longestAnswer = 4_096;
/** RFC 8446, 5.1: content types change_cipher_spec, alert, handshake, application_data; then the legacy version 3.x. */
const isRecord = (bytes: Buffer) =>
  bytes.length >= 2 && (bytes[0] ?? 0) >= 20 && (bytes[0] ?? 0) <= 23 && bytes[1] === 3;

/**
 * Sends a genuine ClientHello over a connection of its own, which this closes.
 * @returns the beginning of the answer; null where it is TLS, or where there is none
 */
export async function peek(
  socket: Socket,
  serverName: string | null,
  context: SecureContext,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<string | null> {
  const chunks: Buffer[] = [];
  socket.write(await clientHello(serverName, context));
  await within(timeoutMs, signal, () => read(socket, chunks));
  socket.destroy();
  const bytes = Buffer.concat(chunks).subarray(0, longestAnswer);
  return bytes.length === 0 || isRecord(bytes) ? null : printable(bytes.toString('latin1'), longestAnswer);
}

/** The bytes that Node would send, taken from a connection that leads nowhere. */
async function clientHello(serverName: string | null, secureContext: SecureContext): Promise<Buffer> {
  const [near, far] = stream.duplexPair();
  const socket = connect({ socket: near, secureContext, ...(serverName === null ? {} : { servername: serverName }) });
  socket.on('error', () => {});
  const hello = await new Promise<Buffer>((settle) => far.once('data', settle));
  socket.destroy();
  return hello;
}

function read(socket: Socket, chunks: Buffer[]): Promise<void> {
  return new Promise((settle) => {
    let size = 0;
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= longestAnswer) settle();
    });
    socket.once('error', () => settle());
    socket.once('close', () => settle());
  });
}
