import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { Hello } from '../../src/model/observation.ts';
import { openRoots } from '../../src/probes/roots.ts';
import { makeIdentity } from '../support/certificates.ts';
import { makeHome } from '../support/home.ts';
import { listen } from '../support/network.ts';
import { publicRoot, roots } from '../support/trust.ts';

test('the roots that ship are those of Mozilla', () => {
  const organizations = openRoots(null)
    .certificates('bundled')
    .map(({ subject }) => subject);
  expect(organizations.length).toBeGreaterThan(100);
  expect(organizations.some((subject) => subject.includes('Internet Security Research Group'))).toBe(true);
});

test('a file of public roots replaces them, and the system’s own come on top', () => {
  const fingerprint = new X509Certificate(publicRoot).fingerprint256;
  expect(roots.certificates('bundled').map(({ fingerprint256 }) => fingerprint256)).toEqual([fingerprint]);
  expect(roots.certificates('system').map(({ fingerprint256 }) => fingerprint256)).toContain(fingerprint);
});

test('certificates that cannot be read vouch for nobody, and harm nobody', () => {
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  expect(openRoots([broken, publicRoot]).certificates('bundled')).toHaveLength(1);
});

test('each context is made once', () => {
  for (const hello of Hello.options) expect(roots.context('bundled', hello)).toBe(roots.context('bundled', hello));
  expect(roots.context('bundled', 'small')).not.toBe(roots.context('bundled', 'large'));
});

test('NODE_EXTRA_CA_CERTS is neither a public root nor one of the system’s', () => {
  using home = makeHome();
  const extra = makeIdentity({ subject: [['CN', 'Extra']], authority: true });
  const module = JSON.stringify(join(import.meta.dirname, '../../src/probes/roots.ts'));
  const program = `import { openRoots } from ${module};
    const roots = openRoots(null);
    console.log(['bundled', 'system'].flatMap((store) => roots.certificates(store)).some(({ subject }) => subject === 'CN=Extra'));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: home.write('extra.pem', extra.certificate) },
  });
  expect(said).toBe('false\n');
});

test.each<[Hello, number, number]>([
  // The large one must not fit one segment: 1,460 bytes on Ethernet.
  ['small', 200, 600],
  ['tls12', 150, 600],
  ['large', 1_461, 2_500],
])('the %s hello has its size', async (hello, least, most) => {
  const received = Promise.withResolvers<number>();
  await using server = await listen((socket) => {
    // The header of a record says how long the rest is.
    socket.on('data', (bytes) => received.resolve(5 + bytes.readUInt16BE(3)));
  });
  const secureContext = roots.context('bundled', hello);
  const socket = connect({ ...server, host: server.address, servername: 'quickbooksdesktop.codat.io', secureContext });
  socket.on('error', () => {});
  const size = await received.promise;
  socket.destroy();
  await once(socket, 'close');
  expect(size).toBeGreaterThanOrEqual(least);
  expect(size).toBeLessThanOrEqual(most);
});
