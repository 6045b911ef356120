import type { NetworkInterfaceInfo } from 'node:os';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { routeOf, sourceAddress, watchChanges } from '../../src/platform/changes.ts';

const ipv4 = (address: string, more: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo =>
  ({
    address,
    netmask: '255.255.255.0',
    family: 'IPv4',
    mac: '00:11:22:33:44:55',
    internal: false,
    ...more,
  }) as NetworkInterfaceInfo;
const ipv6 = (address: string): NetworkInterfaceInfo =>
  ({
    address,
    netmask: 'ffff:ffff:ffff:ffff::',
    family: 'IPv6',
    mac: '00:11:22:33:44:55',
    internal: false,
    scopeid: 0,
  }) as NetworkInterfaceInfo;

const loopback = [ipv4('127.0.0.1', { internal: true })];
const office = { lo: loopback, eth0: [ipv4('10.0.0.7'), ipv6('2001:db8:1:2::7'), ipv6('fe80::1')] };
const here = ['10.0.0.7', '2001:db8:1:2::7'];

describe('the way out is the same', () => {
  test.each([
    ['a virtual machine’s adapter appears', { ...office, 'vEthernet (WSL)': [ipv4('172.20.0.1')] }, here],
    ['a VPN adapter appears that carries nothing', { ...office, 'TAP-Windows': [ipv4('10.8.0.2')] }, here],
    ['adapters are listed in another order', { eth0: [...office.eth0].reverse(), lo: loopback }, here],
    [
      'privacy changes the second half of an address',
      { ...office, eth0: [...office.eth0, ipv6('2001:db8:1:2:a:b:c:d')] },
      ['10.0.0.7', '2001:db8:1:2:a:b:c:d'],
    ],
  ])('when %s', (_name, interfaces, sources) => {
    expect(routeOf(interfaces, sources)).toBe(routeOf(office, here));
  });
});

describe('the way out is another', () => {
  test.each([
    ['the address is another', { ...office, eth0: [ipv4('10.0.0.8')] }, ['10.0.0.8', null]],
    [
      'the VPN takes over the default route',
      { ...office, 'TAP-Windows': [ipv4('10.8.0.2')] },
      ['10.8.0.2', here[1] ?? null],
    ],
    ['the cable is pulled and the Wi-Fi takes over', { lo: loopback, wlan0: [ipv4('10.0.0.7')] }, ['10.0.0.7', null]],
    ['nothing is left', { lo: loopback }, [null, null]],
    [
      'IPv6 is another network',
      { ...office, eth0: [ipv4('10.0.0.7'), ipv6('2001:db8:1:3::7')] },
      ['10.0.0.7', '2001:db8:1:3::7'],
    ],
    [
      'IPv6 is another network, written short',
      { ...office, eth0: [ipv4('10.0.0.7'), ipv6('2001:db8::7')] },
      ['10.0.0.7', '2001:db8::7'],
    ],
  ])('when %s', (_name, interfaces, sources) => {
    expect(routeOf(interfaces, sources)).not.toBe(routeOf(office, here));
  });

  test('when an adapter changes on a network without a way out', () => {
    const none = [null, null];
    expect(routeOf({ eth0: [ipv4('10.0.0.7')] }, none)).not.toBe(routeOf({ eth0: [ipv4('10.0.0.8')] }, none));
  });
});

test('the address that this computer sends from is one of its own', async () => {
  const own = Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address));
  for (const family of ['udp4', 'udp6'] as const) expect([null, ...own]).toContain(await sourceAddress(family));
});

describe('the time of day', () => {
  let over: AbortController;
  let heard: string[];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    over = new AbortController();
    heard = [];
    watchChanges((kind) => heard.push(kind), over.signal);
  });
  afterEach(() => {
    over.abort();
    vi.useRealTimers();
  });

  const jump = (ms: number) => {
    vi.setSystemTime(Date.now() + ms);
    vi.advanceTimersByTime(15_000);
  };

  test('that was awake through all of it is no resume', () => {
    vi.advanceTimersByTime(10 * 60_000);
    jump(29_000);
    expect(heard).toEqual([]);
  });

  test('that is half a minute further than it should be is a resume', () => {
    jump(31_000);
    expect(heard).toEqual(['resume']);
    vi.advanceTimersByTime(10 * 60_000);
    expect(heard).toEqual(['resume']);
  });

  test('that was set back is none', () => {
    jump(-3_600_000);
    vi.advanceTimersByTime(10 * 60_000);
    expect(heard).toEqual([]);
  });

  test('is looked at no more when it is over', () => {
    over.abort();
    jump(3_600_000);
    expect(heard).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
