import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import sinkholes from '../../assets/products/sinkholes.json' with { type: 'json' };
import { filterOfReply, isNullAddress, sinkhole } from '../../src/diagnosis/products.ts';
import type { DnsReply } from '../../src/model/observation.ts';

describe('sinkholes', () => {
  const rows: readonly { product: string | null; address?: string; canonicalName?: string; meaning: string }[] = [
    ...sinkholes.high,
    ...sinkholes.medium,
    ...sinkholes.low,
  ];
  const addressed = rows.filter((row) => row.address !== undefined);

  test.each(addressed.map((row) => [row.address as string, row] as const))('%s is known', (address, row) => {
    expect(sinkhole([address], [])).toMatchObject({ product: row.product, meaning: row.meaning });
    expect(sinkhole(['93.184.216.34', address], ['www.example.com'])?.product).toBe(row.product);
  });

  test.each(['::ffff:146.112.61.106', '::FFFF:146.112.61.106', '::ffff:9270:3d6a', '0:0:0:0:0:ffff:9270:3d6a'])(
    '%s is the Umbrella address for categories',
    (address) => {
      expect(sinkhole([address], [])).toEqual({
        product: 'Cisco Umbrella / OpenDNS',
        meaning: 'content category or application block',
        confidence: 'high',
      });
    },
  );

  test('IPv6 is compared by value', () => {
    expect(sinkhole(['2001:CDBA:0:0:0:0:3257:9652'], [])?.product).toBe('Fortinet FortiGuard DNS filter');
    expect(sinkhole(['2001:cdba::3257:9652%eth0'], [])?.product).toBe('Fortinet FortiGuard DNS filter');
  });

  test.each(['sinkhole.paloaltonetworks.com', 'SINKHOLE.PaloAltoNetworks.com.'])('%s is known', (name) => {
    expect(sinkhole([], ['quickbooksdesktop.codat.io', name])?.product).toBe('Palo Alto Networks DNS Security');
  });

  test.each([
    '146.112.61.109',
    '146.112.61.1060',
    '10.0.0.1',
    '127.0.53.53',
    '0.0.0.0',
    '::',
    '',
    'not an address',
    ':::',
  ])('%j is no sinkhole', (address) => {
    expect(sinkhole([address], [])).toBeNull();
  });

  test('null addresses, however they are written', () => {
    const nulls = ['0.0.0.0', '::', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '::0'];
    expect(nulls.filter((address) => !isNullAddress(address))).toEqual([]);
    expect(['0.0.0.1', '::1', '', '127.0.0.1'].filter(isNullAddress)).toEqual([]);
  });

  const refusal: DnsReply = {
    rcode: 'NXDOMAIN',
    authoritative: false,
    recursionAvailable: true,
    soa: null,
    canonicalNames: [],
    ttlSeconds: null,
    extendedErrors: [],
  };

  test('CleanBrowsing signs its NXDOMAIN', () => {
    const reply = { ...refusal, soa: 'CleanBrowsing.rpz.noc.org.' };
    expect(filterOfReply(reply, '10.0.0.1')?.product).toBe('CleanBrowsing');
    expect(filterOfReply({ ...reply, rcode: 'NOERROR' }, '10.0.0.1')).toBeNull();
  });

  test('Quad9 answers a blocked name without recursion, and is believed only under its own address', () => {
    const reply = { ...refusal, recursionAvailable: false };
    expect(filterOfReply(reply, '9.9.9.9')?.product).toBe('Quad9');
    expect(filterOfReply(reply, '2620:00FE:0::FE')?.product).toBe('Quad9');
    expect(filterOfReply(reply, '10.0.0.1')).toBeNull();
    expect(filterOfReply(reply, null)).toBeNull();
    expect(filterOfReply(refusal, '9.9.9.9')).toBeNull();
    expect(filterOfReply({ ...reply, soa: 'codat.io' }, '9.9.9.9')).toBeNull();
  });

  test('whatever a resolver answers, nothing throws', () => {
    const text = fc.string({ unit: 'binary' });
    const address = fc.oneof(text, fc.ipV6(), fc.ipV4(), fc.ipV4Extended());
    fc.assert(
      fc.property(fc.array(address), fc.array(text), (addresses, names) => {
        sinkhole(addresses, names);
        addresses.map(isNullAddress);
      }),
    );
  });
});
