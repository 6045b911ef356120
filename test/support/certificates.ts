/**
 * Throwaway certificates, written in DER by hand (RFC 5280, appendix A): no tool agrees to make the broken ones, and none
 * has to be installed for the others.
 */
import { createPrivateKey, generateKeyPairSync, randomInt, sign } from 'node:crypto';

export interface Identity {
  /** PEM. */
  readonly key: string;
  readonly certificate: string;
  readonly name: Buffer;
  readonly keyId: Buffer;
}

type Attribute = keyof typeof attributeTypes;
export interface Wish {
  /** In this order; a value may hold anything. */
  readonly subject: readonly (readonly [Attribute, string])[];
  /** null: it is its own issuer. */
  readonly issuer?: Identity | null;
  readonly authority?: boolean;
  /** dNSName entries of the subjectAltName. */
  readonly names?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  readonly purpose?: 'server' | 'client';
  /** Pretends that its key is another; null: says which it is. */
  readonly keyId?: Buffer | null;
}

const dayMs = 86_400_000;
export const yesterday = new Date(Date.now() - dayMs);
export const tomorrow = new Date(Date.now() + dayMs);
export const lastYear = new Date(Date.now() - 365 * dayMs);
export const nextYear = new Date(Date.now() + 365 * dayMs);

export function makeIdentity(wish: Wish): Identity {
  const { subject, issuer = null, authority = false, names = [], from = yesterday, to = tomorrow } = wish;
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const name = distinguishedName(subject);
  const keyId = wish.keyId ?? publicKey.subarray(-20);
  const signer = issuer ?? { key: privateKey, name, keyId };
  const extensions = [
    extension('2.5.29.19', sequence(...(authority ? [tagged(0x01, Buffer.from([0xff]))] : []))),
    extension('2.5.29.14', tagged(0x04, keyId)),
    extension('2.5.29.35', sequence(tagged(0x80, signer.keyId))),
    ...(authority ? [] : [extension('2.5.29.37', sequence(oid(purposes[wish.purpose ?? 'server'])))]),
    ...(names.length > 0 ? [extension('2.5.29.17', sequence(...names.map((each) => tagged(0x82, utf8(each)))))] : []),
  ];
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(randomInt(0x4000_0000, 0x7fff_ffff)),
    ecdsaWithSha256,
    signer.name,
    sequence(time(from), time(to)),
    name,
    publicKey,
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, createPrivateKey(signer.key));
  const certificate = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.from([0]), signature));
  return { key: privateKey, certificate: pem(certificate), name, keyId };
}

/** Object identifiers: RFC 5280 and RFC 5758. */
const attributeTypes = { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11' } as const;
const purposes = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

function distinguishedName(subject: Wish['subject']): Buffer {
  return sequence(
    ...subject.map(([type, value]) => tagged(0x31, sequence(oid(attributeTypes[type]), tagged(0x0c, utf8(value))))),
  );
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tagged(0x04, value));
}

/** GeneralizedTime, to the second. */
function time(at: Date): Buffer {
  return tagged(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\..*$/g, '')}Z`));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = rest.flatMap((part) => {
    const digits = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return tagged(0x02, value < 0x80 ? bytes.subarray(3) : bytes);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const digits: number[] = [];
  for (let left = content.length; left > 0; left = Math.floor(left / 256)) digits.unshift(left % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 | digits.length, ...digits];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function utf8(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
