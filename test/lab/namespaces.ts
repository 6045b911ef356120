/**
 * Three network namespaces inside one private room: own process ids, own mounts, own /run.
 *
 * Nothing can be left behind, whatever ends the run. The room's first process reads a pipe from us; when we are gone,
 * however we went, the pipe closes, that process ends, and the kernel kills every process of the room
 * (pid_namespaces(7)) and then drops its mounts and networks, which nobody holds any more. The named namespaces and all
 * files live on a tmpfs that only the room sees.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

export type Role = 'client' | 'router' | 'servers';

/** The only folder that servers and the client write to. Private to the room. */
export const folder = '/run/lab';

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Room {
  /** Runs a command to its end. */
  readonly run: (role: Role, command: readonly string[], input?: string) => Promise<Ended>;
  /** The same, and throws where the command fails. */
  readonly must: (role: Role, command: readonly string[], input?: string) => Promise<string>;
  /** Starts a server that runs until the room is closed. */
  readonly start: (role: Role, command: readonly string[]) => ChildProcessWithoutNullStreams;
  /** How to enter from a shell. */
  readonly enter: (role: Role, command: readonly string[]) => readonly [string, ...string[]];
  readonly write: (name: string, content: string) => Promise<void>;
  readonly read: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** dash is the first process; what it sets up is seen by nobody else. */
const prepare = `
set -e
mount -t tmpfs lab /run
mount -t tmpfs lab /dev/shm
mkdir -m 777 -p /run/netns ${folder} ${folder}/home ${folder}/no-roots
for role in client router servers; do ip netns add $role; done
for file in resolv.conf hosts nsswitch.conf; do
  : > ${folder}/$file
  mount --bind ${folder}/$file /etc/$file
done
echo prepared
exec cat
`;

/** Opens an empty room: namespaces without links. */
export async function openRoom(): Promise<Room> {
  const holder = spawn(
    'unshare',
    ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', prepare],
    { detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const complaint = text(holder.stderr);
  const [said] = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
  if (String(said).trim() !== 'prepared') throw new Error(`The lab's namespaces could not be made: ${await complaint}`);
  const ended = once(holder, 'exit');
  const mounts = `/proc/${holder.pid}/ns/mnt`;
  const processes = `/proc/${holder.pid}/ns/pid_for_children`;
  const path = (name: string) => `/proc/${holder.pid}/root${folder}/${name}`;

  const enter: Room['enter'] = (role, command) => [
    'nsenter',
    `--mount=${mounts}`,
    `--pid=${processes}`,
    ...['ip', 'netns', 'exec', role, ...command],
  ];

  const start: Room['start'] = (role, command) => {
    const [program, ...parameters] = enter(role, command);
    return spawn(program, parameters, { detached: true, stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: searchPath } });
  };

  const run: Room['run'] = async (role, command, input = '') => {
    const child = start(role, command);
    child.stdin.on('error', () => {}).end(input);
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { exitCode: exitCode ?? -1, stdout, stderr };
  };

  return {
    run,
    start,
    enter,
    must: async (role, command, input) => {
      const { exitCode, stdout, stderr } = await run(role, command, input);
      if (exitCode !== 0) throw new Error(`${role}: ${command.join(' ')}: exit ${exitCode}: ${stderr}${input ?? ''}`);
      return stdout;
    },
    write: (name, content) => writeFile(path(name), content, { mode: 0o755 }),
    read: (name) => readFile(path(name), 'utf8'),
    close: async () => {
      holder.stdin.end();
      await ended;
    },
  };
}

/** Not the runner's: what it sets must not reach the worlds. */
export const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
