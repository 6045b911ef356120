/**
 * How fast it is, and how little it costs, in one run on one machine: README.md says how to read it.
 *
 *   sudo npm run bench                       everything, in under twenty minutes
 *   sudo npm run bench -- healthy start      these parts only
 *   sudo npm run bench -- --rounds 40        more samples of what is compared
 *   sudo npm run bench -- tray --minutes 1   watches the idle tray for a shorter time
 *   sudo npm run --silent bench -- --json    the numbers, for a program
 */
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { missing as missingOnDesktop } from '../test/desktop/requirements.ts';
import { missing } from '../test/lab/requirements.ts';
import { type Electron, fetchElectron } from './electron.ts';
import { goals, showGoals } from './goals.ts';
import { rounded } from './numbers.ts';
import { race, showRace } from './race.ts';
import { showSizes, sizes } from './size.ts';
import { showStart, start } from './start.ts';
import { showTrayIdle, showTrayStart, trayIdle, trayStart } from './tray.ts';
import { showWindows, windows } from './windows.ts';
import { showWorlds, worlds } from './worlds.ts';

const parts = ['healthy', 'start', 'tray', 'worlds', 'size', 'windows'] as const;
type Part = (typeof parts)[number];

/** What this needs besides the lab: the file that each Debian package brings. */
const packages: Readonly<Record<string, string>> = {
  'prometheus-blackbox-exporter': '/usr/bin/prometheus-blackbox-exporter',
  'iputils-ping': '/usr/bin/ping',
  python3: '/usr/bin/python3',
};

function obstacles(): string[] {
  const absent = Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ''));
  const onDesktop = wanted('tray') ? missingOnDesktop() : [];
  return [
    ...missing(),
    ...(onDesktop.length > 0 ? [`The desktop needs ${onDesktop.join(', ')}`] : []),
    ...(absent.length > 0
      ? [`Needs Debian packages: apt-get install --no-install-recommends ${absent.join(' ')}`]
      : []),
    ...(existsSync('/dev/net/tun') ? [] : ['Needs TUN devices: modprobe tun']),
  ];
}

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '10' },
    minutes: { type: 'string', default: '10' },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const minutes = Number(values.minutes);
const strange = positionals.filter((word) => !parts.some((part) => part === word));
const wanted = (part: Part) => positionals.length === 0 || positionals.includes(part);
const problems = [
  ...(strange.length > 0 ? [`There is no part ${strange.join(', ')}: choose from ${parts.join(', ')}.`] : []),
  ...(Number.isInteger(rounds) && rounds > 0 ? [] : [`--rounds takes a whole number from 1 on, not ${values.rounds}.`]),
  ...(minutes > 0 ? [] : [`--minutes takes a number above 0, not ${values.minutes}.`]),
  ...obstacles(),
];

const say = (line: string) => process.stderr.write(`${line}\n`);
const show = (text: string) => {
  if (!values.json) console.log(`\n${text}`);
};

async function bench() {
  const begun = performance.now();
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? '',
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
  show(`${machine.cpus} x ${machine.model}, Node ${machine.node}, load ${rounded(machine.load)} before the start`);
  const healthy = wanted('healthy') ? await race(rounds, say) : null;
  if (healthy) show(showRace(healthy));
  const starts = wanted('start') ? await start(rounds) : null;
  if (starts) show(showStart(starts));
  const electron = wanted('tray') || wanted('size') ? electronIfAny() : null;
  const icons = wanted('tray') ? await trayStart(rounds, electron?.program ?? null) : null;
  if (icons) show(showTrayStart(icons));
  // A program that sleeps is not disturbed by others, so it is watched while they are at work.
  const [told, idle] = await Promise.all([
    wanted('worlds') ? worlds(say) : null,
    wanted('tray') ? trayIdle(minutes, electron?.program ?? null) : null,
  ]);
  if (told) show(showWorlds(told));
  if (idle) show(showTrayIdle(idle));
  const size = wanted('size') ? sizes(electron) : null;
  if (wanted('size')) show(showSizes(size));
  const onWindows = wanted('windows') ? await windows() : null;
  if (onWindows) show(showWindows(onWindows));
  const reached = goals({ healthy, start: starts, worlds: told, idle, size });
  if (reached.length > 0) show(showGoals(reached));
  const seconds = Math.round((performance.now() - begun) / 1000);
  show(`Took ${seconds} s.`);
  const all = { healthy, start: starts, icons, worlds: told, idle, size, windows: onWindows, goals: reached };
  if (values.json) console.log(JSON.stringify({ machine, seconds, ...all }, null, 2));
}

function electronIfAny(): Electron | null {
  try {
    return fetchElectron();
  } catch (error) {
    say(`There is no Electron to compare with: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

if (problems.length > 0) {
  say(problems.join('\n'));
  process.exitCode = 1;
} else {
  await bench();
}
