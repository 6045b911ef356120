/** What a request or a CONNECT may meet, as the bytes of an answer. */
import type { Behaviour } from './network.ts';

export function answer(status: string, headers: Readonly<Record<string, string | readonly string[]>> = {}, body = '') {
  const lines = Object.entries({ 'Content-Length': String(body.length), ...headers }).flatMap(([name, value]) =>
    [value].flat().map((each) => `${name}: ${each}\r\n`),
  );
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`;
}

/** An answer that is given once the whole head of the request is there; the connection stays open. */
export function answering(...parts: readonly (string | Uint8Array)[]): Behaviour {
  return onHead((socket) => {
    for (const part of parts) socket.write(part);
  });
}

/** Goes on as told when the head of a request has arrived, which it hands over. */
export function onHead(then: (socket: Parameters<Behaviour>[0], head: string) => void): Behaviour {
  return (socket) => {
    let head = '';
    const read = (bytes: Buffer) => {
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', read).resume();
      then(socket, head);
    };
    socket.on('data', read);
  };
}
