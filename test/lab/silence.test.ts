/** What the program says to a server whose certificate is not accepted, as the server counts it: nothing. */
import { afterEach, expect, test } from 'vitest';
import { Result } from '../../src/model/result.ts';
import { dataHost } from './addresses.ts';
import type { IdentityName } from './certificates.ts';
import { check } from './program.ts';
import { countingSite, reportFile } from './sites.ts';
import { type OpenWorld, openWorld, type World } from './world.ts';

const opened: OpenWorld[] = [];
afterEach(async () => {
  for (const { room } of opened.splice(0)) await room.close();
});
const enter = async (world: Partial<World>) => {
  const open = await openWorld(world);
  opened.push(open);
  return open;
};

const silent: readonly { certificate: IdentityName; world?: Partial<World> }[] = [
  { certificate: 'www.example.com' },
  { certificate: 'expired' },
  { certificate: 'unknownAuthority' },
  { certificate: 'selfSigned' },
  { certificate: 'incomplete' },
  // The authority is trusted, and the name is wrong.
  { certificate: 'umbrellaBlockPage', world: { trusted: ['umbrella'] } },
];

test.each(silent)('nothing is sent under the certificate $certificate', async ({ certificate, world = {} }) => {
  const open = await enter({ ...countingSite(dataHost, certificate, 'no'), ...world });
  await check(open);
  const report = JSON.parse(await open.room.read(reportFile));
  expect(report.handshakes).toBeGreaterThan(0);
  expect(report.bytes).toBe(0);
});

test('one request is sent under a certificate that only this computer trusts', async () => {
  const open = await enter({ ...countingSite(dataHost, 'unknownAuthority', 'no'), trusted: ['unknown'] });
  const { stdout } = await check(open);
  const report = JSON.parse(await open.room.read(reportFile));
  const { evidence } = Result.parse(JSON.parse(stdout));
  expect(evidence.observations.filter(({ kind, host }) => kind === 'http' && host === dataHost)).toHaveLength(1);
  expect(report.bytes).toBeGreaterThan(0);
  expect(report.requests).toBe(1);
});
