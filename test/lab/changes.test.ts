/** A network that changes under a program that monitors: the kernel's own changes, and nothing that only looks like one. */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { client, router } from './addresses.ts';
import { asUser, checkCommand } from './program.ts';
import { type OpenWorld, openWorld, settingsFile } from './world.ts';

const [node = '', main = ''] = checkCommand;

let open: OpenWorld;
beforeEach(async () => {
  open = await openWorld({});
});
afterEach(() => open.room.close());

const ip = (...words: string[]) => open.room.must('client', ['ip', ...words]);

/** Starts `watch`; what it has found so far. */
async function watch(): Promise<readonly { verdict: string }[]> {
  const found: { verdict: string }[] = [];
  const child = open.room.start('client', asUser(open, [node, main, 'watch', '--json', '--config', settingsFile]));
  createInterface({ input: child.stdout }).on('line', (line) => found.push(JSON.parse(line)));
  await expect.poll(() => found.length, { timeout: 30_000 }).toBe(1);
  return found;
}

// Rounds are five minutes apart: what comes earlier comes of the change.
test('another address on the way out is tested at once, and an adapter beside it is not', {
  timeout: 120_000,
}, async () => {
  const found = await watch();
  await ip('link', 'add', 'virtual0', 'type', 'veth', 'peer', 'name', 'virtual1');
  await ip('addr', 'add', '172.30.0.1/24', 'dev', 'virtual0');
  await ip('link', 'set', 'virtual0', 'up');
  await sleep(35_000);
  expect(found).toHaveLength(1);
  await ip('addr', 'del', `${client.ipv4}/24`, 'dev', 'eth0');
  await ip('addr', 'add', '10.20.0.77/24', 'dev', 'eth0');
  await ip('route', 'replace', 'default', 'via', router.ipv4);
  await expect.poll(() => found.length, { timeout: 45_000 }).toBe(2);
  expect(found.map(({ verdict }) => verdict)).toEqual(['clear', 'clear']);
});
