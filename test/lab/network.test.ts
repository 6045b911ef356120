/** The lab itself: what the worlds take for granted. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataHost, hosts, router } from './addresses.ts';
import { forgetTraffic, readTraffic } from './traffic.ts';
import { type OpenWorld, openWorld } from './world.ts';

let open: OpenWorld;
beforeAll(async () => {
  open = await openWorld({});
});
afterAll(() => open.room.close());

const client = async (...command: string[]) => {
  const { exitCode, stdout, stderr } = await open.room.run('client', ['timeout', '10', ...command]);
  return { exitCode, said: stdout + stderr };
};
const curl = (...parameters: string[]) =>
  client('curl', '-sS', '--max-time', '5', '--cacert', '/run/lab/public-roots.pem', ...parameters);

test('the resolver answers as a recursive server does', async () => {
  const { said } = await client('dig', dataHost);
  expect(said).toContain('status: NOERROR');
  expect(said).toContain('flags: qr rd ra;');
  expect(said).toContain(hosts[dataHost].ipv4);
});

test('a name that is not there is denied with the zone it would be in', async () => {
  const { said } = await client('dig', 'no-such-name.codat.io');
  expect(said).toContain('status: NXDOMAIN');
  expect(said).toContain('flags: qr rd ra;');
  expect(said).toMatch(/^codat\.io\.\s+\d+\s+IN\s+SOA/m);
});

test('both hosts show a public chain in both families', async () => {
  for (const family of ['-4', '-6']) {
    const { exitCode, said } = await curl(family, '-w', '%{http_code}', `https://${dataHost}/`);
    expect(said).toContain('200');
    expect(exitCode).toBe(0);
    expect((await curl(family, '-o', '/dev/null', '-w', '%{http_code}', 'https://connectors.codat.io/')).said).toBe(
      '404',
    );
  }
});

test('the portal test page is as windows expects it', async () => {
  expect((await curl('http://www.msftconnecttest.com/connecttest.txt')).said).toBe('Microsoft Connect Test');
});

test('dns over https answers under an address', async () => {
  // A question for www.example.com A, as in RFC 8484, section 4.1.1.
  const question = 'AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB';
  for (const address of ['1.1.1.1', '8.8.8.8']) {
    const url = `https://${address}/dns-query?dns=${question}`;
    const { said } = await curl('-w', '%{http_code} %{http_version} %{content_type}', '-o', '/dev/null', url);
    expect(said).toBe('200 2 application/dns-message');
  }
});

test('addresses that nobody has are silent', async () => {
  // curl(1): 28 is a time limit that was reached.
  expect((await curl('--connect-timeout', '1', 'https://192.0.2.1/')).exitCode).toBe(28);
});

test('nothing but the lab can be reached', async () => {
  const links = await open.room.must('client', ['ip', '-brief', 'link']);
  expect(links.split('\n').map((line) => line.split(/[@ ]/)[0])).toEqual(['lo', 'eth0', '']);
  const routes = await open.room.must('router', ['ip', 'route', 'show', 'default']);
  expect(routes.trim()).toBe('blackhole default');
});

test('the watch sees every socket, even one that connects to the null address', async () => {
  await forgetTraffic(open.room);
  await client('dig', '+short', 'connectors.codat.io');
  await curl(`https://${dataHost}/`, '--resolve', `${dataHost}:443:0.0.0.0`);
  const seen = (await readTraffic(open.room)).map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);
  expect(seen.toSorted()).toEqual(['tcp 127.0.0.1:443', `udp ${router.ipv4}:53`]);
});
