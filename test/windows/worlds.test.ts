/** The Windows program concludes in the lab's worlds what the scenarios, and so the Linux build, say. */
import { expect, test } from 'vitest';
import { differences, type Scenario } from '../lab/scenario.ts';
import { everyScenario } from '../lab/scenarios/every.ts';
import { openWorld } from '../lab/world.ts';
import { built } from './requirements.ts';
import { roomScript } from './windows.ts';

/** One of each kind. P27 moves the clock by a library that Wine does not load. */
const played = ['P01', 'P02', 'P04', 'P11', 'P12', 'P18', 'P21', 'P22', 'P24', 'P25', 'P28'] as const;

const options = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** What the world's environment says of the proxy, as Windows keeps it. */
function proxySettings({ world }: Scenario): string {
  const proxy = world.environment?.HTTPS_PROXY?.replace('http://', '');
  if (proxy === undefined) return ':';
  return `wine reg add '${options}' /v ProxyEnable /t REG_DWORD /d 1 /f
    wine reg add '${options}' /v ProxyServer /t REG_SZ /d ${proxy} /f`;
}

/** Wine takes the roots that the computer trusts from this file, and C:\\ has a hosts file of its own. */
const check = (scenario: Scenario) => `
  mkdir -p /run && ln -sfn /shared /run/lab
  cp /shared/system-store.pem /etc/ssl/certs/ca-certificates.crt
  cp /etc/hosts /root/prefix/drive_c/windows/system32/drivers/etc/hosts
  { ${proxySettings(scenario)}
  } >/dev/null
  cd /shared/windows/app
  wine connection-check.exe check --json --config 'Z:\\shared\\settings.json' >/tmp/out 2>&1
  code=$?
  cat /tmp/out
  exit $code`;

for (const number of played) {
  const scenario = everyScenario.find(({ name }) => name.startsWith(number));
  test(scenario?.name ?? number, { timeout: 120_000 }, async () => {
    if (scenario === undefined) throw new Error('the lab has no such world');
    const { room } = await openWorld(scenario.world);
    try {
      // In one command, because each has mounts of its own.
      const share = `mkdir -p /run/lab/windows && mount --bind '${built}' /run/lab/windows && exec "$@"`;
      const enter = ['sh', '-ec', share, 'sh', roomScript, 'enter', '/run/lab', 'sh', '-c', check(scenario)];
      const ended = await room.run('client', ['timeout', '--kill-after=1', '90', ...enter]);
      expect(differences(scenario.expect, { ...ended, traffic: [] })).toEqual([]);
    } finally {
      await room.close();
    }
  });
}
