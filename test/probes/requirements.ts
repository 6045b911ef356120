/** What port53.test.ts needs of the machine: the right to bind port 53, and all of 127.0.0.0/8 for itself. */
import { createSocket } from 'node:dgram';

/** In words, with the way out; none where the tests can run. */
export async function missing(): Promise<string[]> {
  const socket = createSocket('udp4');
  const error = await new Promise<Error | null>((settle) => {
    socket.once('error', settle);
    socket.bind(53, '127.7.7.254', () => settle(null));
  });
  socket.close();
  return error === null ? [] : [`port 53 of 127.7.7.254 cannot be bound (${error.message}): run as root, on Linux`];
}
