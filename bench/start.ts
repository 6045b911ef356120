/** How soon a command that asks no network has answered. */
import { checkCommand } from '../test/lab/program.ts';
import { openWorld, settingsFile } from '../test/lab/world.ts';
import { type Spread, shown, spread, table } from './numbers.ts';
import { timed } from './stopwatch.ts';

const [node = '', main = ''] = checkCommand;
const commands = {
  status: [node, main, 'status', '--json', '--config', settingsFile],
  'node -e 0': [node, '-e', '0'],
};

export type Start = Readonly<Record<keyof typeof commands, Spread>>;

export async function start(rounds: number): Promise<Start> {
  const open = await openWorld({});
  try {
    // It leaves the result behind that `status` shows.
    await timed(open, checkCommand);
    const taken: Record<keyof typeof commands, number[]> = { status: [], 'node -e 0': [] };
    for (let round = 0; round < rounds; round++) {
      for (const name of ['status', 'node -e 0'] as const) {
        const { wallMs, exitCode, stderr } = await timed(open, commands[name]);
        if (exitCode !== 0) throw new Error(`${name}: exit ${exitCode}: ${stderr}`);
        taken[name].push(wallMs);
      }
    }
    return { status: spread(taken.status), 'node -e 0': spread(taken['node -e 0']) };
  } finally {
    await open.room.close();
  }
}

export function showStart(taken: Start): string {
  return [
    'START: whole process, ms (min to max)',
    '',
    table([['', 'wall ms'], ...Object.entries(taken).map(([name, wallMs]) => [name, shown(wallMs, 0)])]),
  ].join('\n');
}
