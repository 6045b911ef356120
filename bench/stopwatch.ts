/** Runs a program on the client of a world and takes its whole time there, without the time of getting into the room. */
import { folder } from '../test/lab/namespaces.ts';
import { asUser } from '../test/lab/program.ts';
import type { OpenWorld } from '../test/lab/world.ts';

export interface Timed {
  readonly wallMs: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What hangs is ended, long after everything that works has ended by itself. */
const longestSeconds = '40';

const script = `
begun=$EPOCHREALTIME
timeout --kill-after=1 ${longestSeconds} "$@" > ${folder}/timed-stdout
code=$?
echo "$begun $EPOCHREALTIME $code"
cat ${folder}/timed-stdout
`;

export async function timed(
  open: OpenWorld,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Timed> {
  const { stdout, stderr } = await open.room.run(
    'client',
    asUser(open, ['bash', '-c', script, 'timed', ...command], environment),
  );
  const lineEnd = stdout.indexOf('\n');
  const [begun = 0, over = 0, exitCode = -1] = stdout.slice(0, lineEnd).split(' ').map(Number);
  return { wallMs: (over - begun) * 1000, exitCode, stdout: stdout.slice(lineEnd + 1), stderr };
}
