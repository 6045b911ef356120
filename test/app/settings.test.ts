import { afterAll, describe, expect, test } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { readPublicRoots } from '../../src/app/check.ts';
import { Problem } from '../../src/app/problem.ts';
import { parseSettings, readSettings } from '../../src/app/settings.ts';
import { Settings } from '../../src/model/settings.ts';
import { makeIdentity } from '../support/certificates.ts';
import { makeHome } from '../support/home.ts';

const { en, fr } = locales;
const home = makeHome();
afterAll(() => home[Symbol.dispose]());

/** One line that names the file, and what is wrong with it. */
function expectComplaint(content: string | Uint8Array | object, complaint: string | RegExp, locale = en): void {
  const file = home.write('settings.json', content);
  const read = () => readPublicRoots(readSettings(file, { required: true }, locale), locale);
  expect(read).toThrow(Problem);
  expect(read).toThrow(complaint);
  expect(read).toThrow(/^\P{Cc}+$/u);
}

describe('a settings file that is no JSON', () => {
  test.each<[string, string | Uint8Array]>([
    ['empty', ''],
    ['torn', '{"hosts": ["a.example'],
    ['with comments', '// mine\n{}\n'],
    ['with line breaks and colours', '\n\n\u001b[31m{bad\r\n}\n'],
    ['binary', Uint8Array.from({ length: 300 }, (_, at) => at % 256)],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
  ])('%s', (_name, content) => expectComplaint(content, 'isn’t JSON'));
});

describe('a settings file that holds something else', () => {
  test.each<[string, object, RegExp]>([
    ['a list', [], /expected object/],
    ['an unknown key', { host: ['a.example'] }, /no setting “host”.*hosts/],
    ['an unknown key below', { controls: { http: [] } }, /no setting “controls\.http”.*https/],
    ['an unknown key below the time limits', { timeoutsMs: { dns: 1 } }, /no setting “timeoutsMs\.dns”.*dnsQuery/],
    ['a text where a number belongs', { intervalSeconds: '300' }, /“intervalSeconds”.*number/],
    ['a number where a text belongs', { proxy: 8080 }, /“proxy”.*system/],
    ['a text where a list belongs', { hosts: 'a.example' }, /“hosts”.*array/],
    ['a text where a switch belongs', { notifications: 'yes' }, /“notifications”.*boolean/],
    ['an interval of zero', { intervalSeconds: 0 }, /“intervalSeconds”/],
    ['a negative interval', { intervalSeconds: -5 }, /“intervalSeconds”/],
    ['an interval with a fraction', { intervalSeconds: 60.5 }, /“intervalSeconds”.*int/],
    ['an interval of a thousand years', { intervalSeconds: 3e10 }, /“intervalSeconds”/],
    ['a time limit of zero', { timeoutsMs: { connect: 0 } }, /“timeoutsMs\.connect”/],
    ['a time limit of nothing', { timeoutsMs: { connect: null } }, /“timeoutsMs\.connect”/],
    ['no host', { hosts: [] }, /“hosts”.*at least one host/],
    ['a host with a scheme', { hosts: ['https://a.example'] }, /“hosts\.0”.*without scheme/],
    ['a host with a path', { hosts: ['a.example', 'b.example/path'] }, /“hosts\.1”.*without scheme/],
    ['a host with a space', { hosts: ['a.example '] }, /“hosts\.0”.*spaces/],
    ['a host with a port', { hosts: ['a.example:443'] }, /“hosts\.0”.*port/],
    ['a host that is an address', { hosts: ['192.0.2.1'] }, /“hosts\.0”/],
    ['a host of one label', { hosts: ['localhost'] }, /“hosts\.0”/],
    ['a host with a line break', { hosts: ['a.example\nb.example'] }, /“hosts\.0”/],
    ['a host with a wrong letter', { hosts: ['ä.example'] }, /“hosts\.0”/],
    ['a host of a thousand letters', { hosts: [`${'a.'.repeat(500)}example`] }, /“hosts\.0”/],
    ['a control with a scheme', { controls: { https: ['https://a.example'] } }, /“controls\.https\.0”/],
    ['a resolver that is none', { controls: { dnsOverHttps: ['1.1.1.1'] } }, /“controls\.dnsOverHttps\.0”/],
    ['a portal test over HTTPS', { controls: { captivePortalUrl: 'https://a.example/' } }, /captivePortalUrl/],
    ['a proxy of another kind', { proxy: 'socks5://a.example:1080' }, /“proxy”/],
    ['a language that is not spoken', { language: 'de' }, /“language”/],
  ])('%s', (_name, content, complaint) => expectComplaint(content, complaint));

  test('in French too', () => expectComplaint({ hosts: [] }, /Réglage « hosts »|Réglage/, fr));

  test('a key with a line break in it makes no second line', () => expectComplaint({ 'a\nb': 1 }, /a.b/));
});

describe('a file of public roots', () => {
  const { certificate } = makeIdentity({ subject: [['CN', 'x']], authority: true });
  test.each<[string, string | Uint8Array]>([
    ['that is empty', ''],
    ['that is a text', 'no certificates here\n'],
    ['that is DER', Buffer.from(certificate.split('\n').slice(1, -2).join(''), 'base64')],
    ['whose only certificate is torn', certificate.slice(0, 300)],
    [
      'whose second certificate is none',
      `${certificate}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
    ],
    ['that is a key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ])('%s', (_name, content) => {
    home.write('roots.pem', content);
    expectComplaint({ publicRootsFile: 'roots.pem' }, 'holds no certificates in PEM format');
  });

  test('that is missing', () => expectComplaint({ publicRootsFile: 'nowhere.pem' }, 'nowhere.pem'));
  test('that is a folder', () => expectComplaint({ publicRootsFile: '.' }, 'can’t be read'));
});

test('the file that was named is missing', () => {
  const file = `${home.folder}/nowhere.json`;
  expect(() => readSettings(file, { required: true }, en)).toThrow(/nowhere\.json” can’t be read/);
});

test('the file that nobody named is missing: the defaults hold', () => {
  expect(readSettings(`${home.folder}/nowhere.json`, { required: false }, en)).toEqual(Settings.parse({}));
});

test('the file that nobody named is a folder: that is said', () => {
  expect(() => readSettings(home.folder, { required: false }, en)).toThrow(/can’t be read/);
});

test('a byte order mark is no fault', () => {
  expect(parseSettings('\ufeff{"hosts": ["Only.Example.TEST"]}', 'f', en).hosts).toEqual(['only.example.test']);
});

test('the file of public roots lies beside the settings', () => {
  const { certificate } = makeIdentity({ subject: [['CN', 'x']], authority: true });
  home.write('roots.pem', `comment\n${certificate}\n${certificate}`);
  const settings = readSettings(home.write('settings.json', { publicRootsFile: 'roots.pem' }), { required: true }, en);
  expect(readPublicRoots(settings, en)).toHaveLength(2);
});
