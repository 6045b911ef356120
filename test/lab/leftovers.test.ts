/** A lab run that is ended in the middle of a world leaves nothing on the machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

const run = (...parameters: string[]) =>
  spawn(join(root, 'node_modules/.bin/vitest'), ['run', '--project', 'lab', ...parameters], {
    cwd: root,
    detached: true,
    stdio: 'ignore',
    // What the outer runner sets would make the inner one its worker.
    env: { PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
  });

/** The world with the most processes and the longest check. */
const startWorld = () => run('test/lab/lab.test.ts', '-t', 'P12');

/** As a terminal does at Ctrl-C: to the whole process group. */
const toGroup = (child: ChildProcess, signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal);
const toRunner = (child: ChildProcess, signal: NodeJS.Signals) => process.kill(child.pid ?? 0, signal);

test.each([
  { how: 'Ctrl-C', end: (child: ChildProcess) => toGroup(child, 'SIGINT') },
  { how: 'SIGTERM', end: (child: ChildProcess) => toRunner(child, 'SIGTERM') },
  { how: 'SIGKILL', end: (child: ChildProcess) => toRunner(child, 'SIGKILL') },
])('nothing is left after $how', { timeout: 60_000 }, async ({ end }) => {
  const child = startWorld();
  const ended = once(child, 'exit');
  const room = await until(async () => {
    const found = await roomBelow(child.pid ?? 0);
    // Holder, first process, nginx, two resolvers, and the check itself.
    return found && (await inRoom(found)).some((command) => command.includes('main.js check')) ? found : null;
  });
  end(child);
  await ended;
  await until(async () => (await inRoom(room)).length === 0);
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  expect(mounts).not.toContain(' lab ');
  expect(await processesBelow(child.pid ?? 0)).toEqual([]);
});

/** Waits, within the test's own time limit, until there is something to return. */
async function until<Seen>(look: () => Promise<Seen>): Promise<NonNullable<Exclude<Seen, false>>> {
  for (;;) {
    const seen = await look();
    if (seen) return seen as NonNullable<Exclude<Seen, false>>;
    await sleep(50);
  }
}

/** The mount namespace of the room that a run has opened, or null. */
async function roomBelow(pid: number): Promise<string | null> {
  const ours = await namespaceOf('self');
  for (const descendant of await processesBelow(pid)) {
    const namespace = await namespaceOf(descendant);
    if (namespace && namespace !== ours) return namespace;
  }
  return null;
}

async function processesBelow(pid: number | string): Promise<string[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const below = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map(async (child) => [child, ...(await processesBelow(child))]),
  );
  return below.flat();
}

/** The command lines of all processes that share a mount namespace. */
async function inRoom(namespace: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const members = await Promise.all(pids.map(async (pid) => ((await namespaceOf(pid)) === namespace ? [pid] : [])));
  return Promise.all(
    members.flat().map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return command.replaceAll('\0', ' ');
    }),
  );
}

const namespaceOf = (pid: string) => readlink(`/proc/${pid}/ns/mnt`).catch(() => null);
