/** Servers on the loopback address that misbehave, one way each. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { expect } from 'vitest';

/** What a server does with a connection. */
export type Behaviour = (socket: Socket) => void;

export interface Server extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** How many connections it was given, the closed ones too. */
  readonly accepted: () => number;
  /** Waits until every connection to it is closed; fails the test where one stays open. */
  readonly abandoned: () => Promise<void>;
}

export function listen(behave: Behaviour): Promise<Server> {
  return opened(createServer(behave));
}

/** A server that speaks TLS, and misbehaves after the handshake at the earliest. */
export function listenTls(options: TlsOptions, behave: Behaviour = silent): Promise<Server> {
  const server = createTlsServer(options, behave);
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return opened(server);
}

async function opened(server: NetServer): Promise<Server> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { address, port } = server.address() as AddressInfo;
  return {
    address,
    port,
    accepted: () => accepted,
    abandoned: () => expect.poll(() => sockets.size, { timeout: 20_000 }).toBe(0),
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Reads, and says nothing. */
export const silent: Behaviour = (socket) => void socket.on('error', () => {}).resume();

/** FIN at once. */
export const closing: Behaviour = (socket) => void socket.resume().end();

/** RST at once. */
export const resetting: Behaviour = (socket) => void socket.resetAndDestroy();

/** The same, but not before the first bytes came. */
export function whenAsked(behave: Behaviour): Behaviour {
  return (socket) => void socket.once('data', () => behave(socket));
}

/** Says something and closes. */
export function saying(bytes: string | Uint8Array): Behaviour {
  return (socket) => void socket.resume().end(bytes);
}

/** Says something and stays. */
export function muttering(bytes: string | Uint8Array): Behaviour {
  return (socket) => {
    socket.resume().write(bytes);
  };
}

/** Says something and resets the connection. */
export function sayingThenResetting(bytes: string | Uint8Array): Behaviour {
  return (socket) => void socket.write(bytes, () => setImmediate(() => socket.resetAndDestroy()));
}

/** Says the same again and again, as fast as it is read. */
export function repeating(bytes: string | Uint8Array, beginning: string | Uint8Array = ''): Behaviour {
  return (socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(bytes));
    };
    socket.on('drain', more).resume().write(beginning);
    more();
  };
}

/** Says one byte every few milliseconds, for ever. */
export function trickling(beginning: string | Uint8Array, byte = 'x'): Behaviour {
  return (socket) => {
    socket.resume().write(beginning);
    const timer = setInterval(() => socket.write(byte), 10);
    socket.once('close', () => clearInterval(timer));
  };
}

/** A TLS alert: RFC 8446, section 6. Level 2 is fatal, 1 a warning. */
export function alerting(description: number, level = 2): Behaviour {
  return whenAsked(saying(Uint8Array.of(0x15, 3, 3, 0, 2, level, description)));
}

/** An address and port where nobody listens: the kernel refuses. */
export async function refusingPort(): Promise<{ readonly address: string; readonly port: number }> {
  await using server = await listen(silent);
  return { address: server.address, port: server.port };
}

/**
 * A port that drops SYN packets: its owner has stopped accepting, and the queue is full (Linux drops then, and never
 * refuses: net.ipv4.tcp_abort_on_overflow is 0).
 */
export async function droppingPort(): Promise<{ address: string; port: number } & AsyncDisposable> {
  const owner = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port);
       setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
     });`,
    { eval: true },
  );
  const [port] = (await once(owner, 'message')) as [number];
  // Linux lets one more than the backlog in; the rest of these hang as the probe will.
  const fillers = Array.from({ length: 6 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await Promise.all(fillers.slice(0, 2).map((filler) => once(filler, 'connect')));
  return {
    address: '127.0.0.1',
    port,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy();
      await owner.terminate();
    },
  };
}
