/** The Windows program concludes in the lab's worlds what the scenarios, and so the Linux build, say. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kebab } from '../lab/program.ts';
import { differences, type Scenario } from '../lab/scenario.ts';
import { everyScenario } from '../lab/scenarios/every.ts';
import { readTraffic } from '../lab/traffic.ts';
import { openWorld } from '../lab/world.ts';
import { built } from './requirements.ts';
import { roomScript } from './windows.ts';

/** One of each kind, by the start of its name. */
const played = [
  ...['P01', 'P02', 'P04', 'P11', 'P12', 'P18', 'P21', 'P22', 'P24', 'P25', 'P27', 'P28'],
  'autoconfig script leads through the proxy',
  'autoconfig script is missing and the direct way is closed',
];

const options = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const output = join(tmpdir(), 'connection-check-windows');

/** What the world's environment and settings say of the proxy, as Windows keeps it. */
function proxySettings({ environment, settings }: Scenario['world']): string {
  const proxy = environment?.HTTPS_PROXY?.replace('http://', '');
  const script = settings?.proxyAutoconfigUrl;
  return [
    ...(proxy === undefined ? [] : ['ProxyEnable /t REG_DWORD /d 1', `ProxyServer /t REG_SZ /d ${proxy}`]),
    ...(script === undefined ? [] : [`AutoConfigURL /t REG_SZ /d ${script}`]),
  ]
    .map((value) => `wine reg add '${options}' /f /v ${value}`)
    .join('\n');
}

/** libfaketime moves Wine's clock, too: its server and its ntdll ask the C library for the time. */
function clock({ environment = {} }: Scenario['world']): string {
  const moved = Object.entries(environment).filter(([name]) => name.startsWith('FAKETIME'));
  if (moved.length === 0) return '';
  // With the times of files moved, Wine would think itself upgraded.
  const variables = [['LD_PRELOAD', '/shared/libfaketime.so.1'], ['NO_FAKE_STAT', '1'], ...moved];
  return `export ${variables.map(([name, value]) => `${name}=${value}`).join(' ')}`;
}

/**
 * Wine takes the roots that the computer trusts from the file of Debian's, and C:\ has a hosts file of its own. The driver
 * that knows the network's addresses is there a moment after the first program. A server that stays cannot end while the
 * next program turns to it.
 */
const check = ({ world }: Scenario) => `
  mkdir -p /run && ln -sfn /shared /run/lab
  cp /shared/system-store.pem /etc/ssl/certs/ca-certificates.crt
  cp /etc/hosts /root/prefix/drive_c/windows/system32/drivers/etc/hosts
  ${clock(world)}
  wineserver -p
  {
    until wine ipconfig; do sleep 0.2; done
    ${proxySettings(world)}
  } >/dev/null 2>&1
  cd /shared/windows/app
  wine connection-check.exe check --json --config 'Z:\\shared\\settings.json' >/tmp/out 2>/tmp/complaints
  code=$?
  cat /tmp/out
  cat /tmp/complaints >&2
  exit $code`;

/** The folder that the world's programs share, with the Windows program and the library that moves the clock. */
const share = `
  mkdir -p /run/lab/windows
  mount --bind '${built}' /run/lab/windows
  cp /usr/lib/*/faketime/libfaketime.so.1 /run/lab
  exec "$@"`;

for (const name of played) {
  const scenario = everyScenario.find((each) => each.name.startsWith(name));
  test(scenario?.name ?? name, { timeout: 300_000 }, async () => {
    if (scenario === undefined) throw new Error('the lab has no such world');
    const { proxyAutoconfigUrl, ...settings } = scenario.world.settings ?? {};
    const { room } = await openWorld({ ...scenario.world, settings });
    try {
      // In one command, because each has mounts of its own.
      const enter = ['sh', '-ec', share, 'sh', roomScript, 'enter', '/run/lab', 'sh', '-c', check(scenario)];
      const ended = await room.run('client', ['timeout', '--kill-after=1', '240', ...enter]);
      mkdirSync(output, { recursive: true });
      writeFileSync(join(output, `${kebab(scenario.name)}.json`), ended.stdout);
      expect(differences(scenario.expect, { ...ended, traffic: await readTraffic(room) })).toEqual([]);
    } finally {
      await room.close();
    }
  });
}
