/**
 * Signs a file in place, as the environment says. Signatures come last: whoever hashes or packs a file does it afterwards.
 *   SIGN_COMMAND    a shell command that is given the file's path (signtool, AzureSignTool, a service's client)
 *   SIGN_PFX        a PKCS #12 file, with SIGN_PASSWORD_FILE and, where it can be reached, SIGN_TIMESTAMP_URL
 *   SIGN_TEST=1     a certificate made for this build, which no computer trusts: to show that the step works
 * Without any of them, nothing is signed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, programName, sourceDate } from './facts.mjs';

const { SIGN_COMMAND, SIGN_PFX, SIGN_PASSWORD_FILE, SIGN_TIMESTAMP_URL, SIGN_TEST } = process.env;
const testPfx = join(cache, 'test.pfx');
const testPassword = join(cache, 'test.password');
/** The root that the test certificate is checked against: itself. */
const testRoot = join(cache, 'test.pem');

export function sign(file) {
  if (SIGN_COMMAND) execFileSync('sh', ['-ec', `${SIGN_COMMAND} "$0"`, file], { stdio: 'inherit' });
  else if (SIGN_PFX) signWith(file, SIGN_PFX, SIGN_PASSWORD_FILE, SIGN_TIMESTAMP_URL);
  else if (SIGN_TEST) {
    makeTestCertificate();
    signWith(file, testPfx, testPassword);
    verify(file, testRoot);
  }
}

function signWith(file, pfx, passwordFile, timestampUrl) {
  const signed = `${file}.signed`;
  // With a trusted timestamp, the time is the service's; without, that of the last change, so that builds are alike.
  const time = timestampUrl ? ['-ts', timestampUrl] : ['-time', String(sourceDate)];
  const password = passwordFile ? ['-readpass', passwordFile] : [];
  const key = ['-pkcs12', pfx, ...password];
  execFileSync('osslsigncode', [
    'sign',
    ...key,
    '-h',
    'sha256',
    '-n',
    programName,
    ...time,
    '-in',
    file,
    '-out',
    signed,
  ]);
  renameSync(signed, file);
}

/** Throws where the signature does not hold. */
export function verify(file, root) {
  execFileSync('osslsigncode', ['verify', '-CAfile', root, '-in', file]);
}

function makeTestCertificate() {
  if (existsSync(testPfx)) return;
  mkdirSync(cache, { recursive: true });
  const key = join(cache, 'test.key');
  const usage = ['-addext', 'extendedKeyUsage=codeSigning', '-addext', 'keyUsage=critical,digitalSignature'];
  const request = ['req', '-x509', '-newkey', 'rsa:3072', '-noenc', '-keyout', key, '-days', '3650', ...usage];
  const options = { stdio: 'pipe' };
  execFileSync('openssl', [...request, '-subj', `/CN=${programName} test certificate`, '-out', testRoot], options);
  writeFileSync(testPassword, 'test', { mode: 0o600 });
  const bundle = ['pkcs12', '-export', '-inkey', key, '-in', testRoot, '-passout', 'pass:test', '-out', testPfx];
  execFileSync('openssl', bundle, options);
}

// makensis has the uninstaller signed by this file's name.
if (import.meta.main) sign(process.argv[2]);
