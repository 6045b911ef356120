import { once } from 'node:events';
import { join } from 'node:path';
import { client, router } from './addresses.ts';
import type { OpenWorld } from './world.ts';

const program = join(import.meta.dirname, 'delay.py');

/**
 * Replaces the client's link by one that every packet takes `roundTripMs` to cross and to come back: both address
 * families, and questions to the router's resolver as well. Needs python3 and /dev/net/tun.
 */
export async function delayLink({ room }: OpenWorld, roundTripMs: number): Promise<void> {
  await room.must('router', ['ip', 'link', 'delete', 'toclient']);
  const line = room.start('router', ['python3', program, String(roundTripMs / 2)]);
  let complaint = '';
  line.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  const [said] = await Promise.race([once(line.stdout, 'data'), once(line, 'close')]);
  if (String(said).trim() !== 'ready') throw new Error(`The delay line did not start: ${complaint}`);
  await room.must('router', ['ip', 'link', 'set', 'eth0', 'netns', 'client']);
  await Promise.all([
    room.must(
      'router',
      ['ip', '-batch', '-'],
      [
        'link set toclient up',
        `address add ${router.ipv4}/24 dev toclient`,
        `address add ${router.ipv6}/64 dev toclient`,
      ].join('\n'),
    ),
    room.must(
      'client',
      ['ip', '-batch', '-'],
      [
        'link set eth0 up',
        `address add ${client.ipv4}/24 dev eth0`,
        `address add ${client.ipv6}/64 dev eth0`,
        `route add default via ${router.ipv4}`,
        `route add default via ${router.ipv6}`,
      ].join('\n'),
    ),
  ]);
}
