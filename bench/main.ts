/**
 * How fast it is, and how little it costs, in one run on one machine: README.md says how to read it.
 *
 *   sudo npm run bench                       everything, in about twenty minutes
 *   sudo npm run bench -- healthy start      these parts only
 *   sudo npm run bench -- --rounds 40        more samples of what is compared
 *   sudo npm run bench -- tray --minutes 1   watches the tray for a shorter time
 *   sudo npm run --silent bench -- --json    the numbers, for a program
 */
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { missing as missingOnDesktop } from '../test/desktop/requirements.ts';
import { missing } from '../test/lab/requirements.ts';
import { rounded } from './numbers.ts';
import { race, showRace } from './race.ts';
import { showSizes, sizes } from './size.ts';
import { showStart, start } from './start.ts';
import { showTray, tray } from './tray.ts';
import { showWindows, windows } from './windows.ts';
import { showWorlds, worlds } from './worlds.ts';

const parts = ['healthy', 'start', 'worlds', 'tray', 'size', 'windows'] as const;
type Part = (typeof parts)[number];

/** What this needs besides the lab: the file that each Debian package brings. */
const packages: Readonly<Record<string, string>> = {
  'prometheus-blackbox-exporter': '/usr/bin/prometheus-blackbox-exporter',
  'iputils-ping': '/usr/bin/ping',
  python3: '/usr/bin/python3',
};

function obstacles(): string[] {
  const absent = Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ''));
  return [
    ...missing(),
    ...(wanted('tray') ? missingOnDesktop().map((what) => `The tray needs ${what}`) : []),
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
  ...(minutes > 0 ? [] : [`--minutes takes a number greater than 0, not ${values.minutes}.`]),
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
  const told = wanted('worlds') ? await worlds(say) : null;
  if (told) show(showWorlds(told));
  const resting = wanted('tray') ? await tray(rounds, minutes, say) : null;
  if (resting) show(showTray(resting));
  const size = wanted('size') ? sizes() : null;
  if (size) show(showSizes(size));
  const onWindows = wanted('windows') ? await windows(3) : null;
  if (onWindows) show(showWindows(onWindows));
  const seconds = Math.round((performance.now() - begun) / 1000);
  show(`Took ${seconds} s.`);
  if (values.json)
    console.log(
      JSON.stringify(
        { machine, seconds, healthy, start: starts, worlds: told, tray: resting, size, windows: onWindows },
        null,
        2,
      ),
    );
}

if (problems.length > 0) {
  say(problems.join('\n'));
  process.exitCode = 1;
} else {
  await bench();
}
