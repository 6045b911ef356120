/**
 * Throwaway certification authorities and certificates, made once a run and kept in memory only: openssl works on a
 * tmpfs in a mount namespace of its own, which is gone with it.
 */
import { spawnSync } from 'node:child_process';
import { dataHost, type LabHost, publicResolvers, umbrellaBlockPage } from './addresses.ts';

/** PEM text. */
export interface Identity {
  readonly key: string;
  readonly certificate: string;
  /** Leaf first, then the intermediate: what a server sends. */
  readonly chain: string;
}

const authorities = {
  /** Stands for the public roots: the client trusts it, by `publicRootsFile` and by its system store. */
  publicRoot: '/C=US/O=Lab Trust/CN=Lab Public Root',
  /** A firewall's inspection CA, as Fortinet's devices name theirs. */
  fortinet: '/O=Fortinet Ltd./CN=FG100F',
  mitmproxy: '/CN=mitmproxy/O=mitmproxy',
  umbrella: '/O=Cisco/CN=Cisco Umbrella Root CA',
  /** Nobody's: neither a public root nor a product that is known. */
  unknown: '/O=Basement Hosting/CN=Basement Server CA',
} as const;

/**
 * A year and a bit, as public certificates last at most (CA/Browser Forum, Baseline Requirements 6.3.2: 398 days at the
 * time of writing), so that a clock three years ahead finds them expired.
 */
const leafDays = 397;
const authorityDays = 3650;

const keys = { ec: 'ec -pkeyopt ec_paramgen_curve:P-256', rsa: 'rsa:2048' };

const leaves = {
  'quickbooksdesktop.codat.io': { issuer: 'publicIssuer', algorithm: 'ec', names: 'DNS:quickbooksdesktop.codat.io' },
  'connectors.codat.io': { issuer: 'publicIssuer', algorithm: 'rsa', names: 'DNS:connectors.codat.io' },
  'www.example.com': { issuer: 'publicIssuer', algorithm: 'ec', names: 'DNS:www.example.com' },
  'www.microsoft.com': { issuer: 'publicIssuer', algorithm: 'rsa', names: 'DNS:www.microsoft.com' },
  'www.msftconnecttest.com': { issuer: 'publicIssuer', algorithm: 'ec', names: 'DNS:www.msftconnecttest.com' },
  publicResolver: {
    issuer: 'publicIssuer',
    algorithm: 'ec',
    names: publicResolvers.map((address) => `IP:${address}`).join(','),
  },
  umbrellaBlockPage: { issuer: 'umbrella', algorithm: 'rsa', names: `DNS:*.opendns.com,IP:${umbrellaBlockPage}` },
  portal: { issuer: 'portal', algorithm: 'rsa', names: 'DNS:login.guest-wifi.example' },
  /** The data host's, each with one fault of its own. */
  expired: { issuer: 'publicIssuer', algorithm: 'ec', names: `DNS:${dataHost}`, madeAtDays: -leafDays - 10 },
  notYetValid: { issuer: 'publicIssuer', algorithm: 'ec', names: `DNS:${dataHost}`, madeAtDays: 10 },
  unknownAuthority: { issuer: 'unknown', algorithm: 'ec', names: `DNS:${dataHost}` },
  selfSigned: { issuer: 'selfSigned', algorithm: 'rsa', names: `DNS:${dataHost}` },
  /** Without the intermediate that leads to the root. */
  incomplete: { issuer: 'publicIssuer', algorithm: 'ec', names: `DNS:${dataHost}`, sends: [] },
  /** By one more intermediate, and with the public root itself as an older root signed it that nobody trusts any more. */
  longChain: {
    issuer: 'secondIssuer',
    algorithm: 'rsa',
    names: `DNS:${dataHost}`,
    sends: ['secondIssuer', 'publicIssuer', 'crossSigned'],
  },
} as const satisfies Readonly<Record<LabHost, Leaf>> & Readonly<Record<string, Leaf>>;

interface Leaf {
  readonly issuer: string;
  readonly algorithm: keyof typeof keys;
  readonly names: string;
  /** What is sent after the leaf; the issuer, unless said. */
  readonly sends?: readonly string[];
  /** How many days from now it was made. */
  readonly madeAtDays?: number;
}

export type IdentityName = keyof typeof authorities | keyof typeof leaves;
export type Certificates = Readonly<Record<IdentityName, Identity>>;

const authorityExtensions = '-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign';
const leafExtensions =
  '-addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature,keyEncipherment -addext extendedKeyUsage=serverAuth';

/** The loader puts the machine's own library folder in the place of $LIB: ld.so(8). */
export const faketime = '/usr/$LIB/faketime/libfaketime.so.1';

const request = 'openssl req -config empty.cnf -x509 -nodes -sha256 -addext subjectKeyIdentifier=hash';

const script = `
set -e
mount -t tmpfs lab /run
cd /run
printf '[req]\\ndistinguished_name=dn\\n[dn]\\n' > empty.cnf
${Object.entries(authorities)
  .map(
    ([name, subject]) =>
      `${request} -newkey ${keys.rsa} -keyout ${name}.key -out ${name}.crt -days ${authorityDays} -subj '${subject}' ${authorityExtensions} &`,
  )
  .join('\n')}
wait
${request} -newkey ${keys.ec} -keyout publicIssuer.key -out publicIssuer.crt -days ${authorityDays} -subj '/C=US/O=Lab Trust/CN=Lab Public Issuing CA 1' \
  -CA publicRoot.crt -CAkey publicRoot.key -addext authorityKeyIdentifier=keyid ${authorityExtensions}
${request} -newkey ${keys.rsa} -keyout secondIssuer.key -out secondIssuer.crt -days ${authorityDays} -subj '/C=US/O=Lab Trust/CN=Lab Public Issuing CA 2' \
  -CA publicIssuer.crt -CAkey publicIssuer.key -addext authorityKeyIdentifier=keyid ${authorityExtensions}
${request} -key publicRoot.key -out crossSigned.crt -days ${authorityDays} -subj '${authorities.publicRoot}' \
  -CA unknown.crt -CAkey unknown.key -addext authorityKeyIdentifier=keyid ${authorityExtensions}
${Object.entries<Leaf>(leaves)
  .map(([name, { issuer, algorithm, names, madeAtDays = 0 }]) => {
    const subject = `/CN=${names.split(',')[0]?.split(':')[1]}`;
    // A portal's certificate is its own issuer.
    const signer = issuer === name ? '' : `-CA ${issuer}.crt -CAkey ${issuer}.key -addext authorityKeyIdentifier=keyid`;
    const clock =
      madeAtDays === 0 ? '' : `LD_PRELOAD='${faketime}' FAKETIME=${madeAtDays > 0 ? '+' : ''}${madeAtDays}d`;
    return `${clock} ${request} -newkey ${keys[algorithm]} -keyout ${name}.key -out ${name}.crt -days ${leafDays} -subj '${subject}' ${signer} ${leafExtensions} -addext subjectAltName=${names} &`;
  })
  .join('\n')}
wait
for file in *.key *.crt; do echo "@$file"; cat $file; done
`;

let made: Certificates | undefined;

/** Makes them at the first call. */
export function certificates(): Certificates {
  made ??= makeCertificates();
  return made;
}

function makeCertificates(): Certificates {
  const { status, stdout, stderr } = spawnSync('unshare', ['--mount', 'bash', '-s'], {
    input: script,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`openssl could not make the lab's certificates: ${stderr}`);
  const files = new Map(
    stdout
      .split('@')
      .slice(1)
      .map((file): [string, string] => [file.slice(0, file.indexOf('\n')), file.slice(file.indexOf('\n') + 1)]),
  );
  const read = (file: string) => {
    const pem = files.get(file);
    if (!pem) throw new Error(`openssl made no ${file}: ${stderr}`);
    return pem;
  };
  const identity = (name: string, sends: readonly string[]): Identity => ({
    key: read(`${name}.key`),
    certificate: read(`${name}.crt`),
    chain: [name, ...sends].map((sent) => read(`${sent}.crt`)).join(''),
  });
  const sent = ([name, { issuer, sends = [issuer] }]: readonly [string, Leaf]) =>
    [name, identity(name, issuer === name ? [] : sends)] as const;
  return Object.fromEntries([
    ...Object.keys(authorities).map((name) => [name, identity(name, [])] as const),
    ...Object.entries<Leaf>(leaves).map(sent),
  ]) as unknown as Certificates;
}
