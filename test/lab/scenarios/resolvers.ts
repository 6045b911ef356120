/** Worlds in which the resolver refuses, is down, or is not the one that was asked. */
import { dataHost, installHost, publicResolvers, router } from '../addresses.ts';
import { answering, policyZone, refused } from '../filters.ts';
import { routerPage } from '../portal.ts';
import type { Expectation, Scenario } from '../scenario.ts';
import { dataHostFails } from './expectations.ts';

/** No name resolves, and nobody is accused. */
const resolverDown: Expectation = {
  exitCode: 2,
  verdict: 'failing',
  hosts: { [dataHost]: 'failing', [installHost]: 'failing' },
  findings: [{ code: 'dns-resolver-down', host: null, certainty: 'possible', resolver: router.ipv4, product: null }],
};

/** RCODEs of RFC 1035, section 4.1.1. */
const noError = 0;
const servfail = 2;
const nxdomain = 3;

export const resolvers: readonly Scenario[] = [
  {
    name: 'P05 dns filter answers with an alias of its sinkhole',
    world: { resolver: policyZone({ [dataHost]: 'sinkhole.paloaltonetworks.com.' }) },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'sinkhole',
      certainty: 'certain',
      product: 'Palo Alto Networks DNS Security',
    }),
  },
  {
    name: 'P06 dns filter refuses the data host',
    world: { resolver: refused(dataHost) },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'refused',
      certainty: 'likely',
      product: null,
    }),
  },
  {
    name: 'P07 dns filter says that it filters',
    world: {
      resolver: answering({ [dataHost]: { rcode: nxdomain, extendedError: [17, 'Filtered by the office policy'] } }),
    },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'extended-error',
      certainty: 'certain',
      product: null,
      detail: 'Filtered by the office policy',
    }),
  },
  {
    name: 'P08 resolver fails for every name',
    world: { resolver: answering({ '': { rcode: servfail } }) },
    expect: resolverDown,
  },
  {
    name: 'P09 resolver is silent',
    world: { resolver: answering({ '': null }) },
    expect: resolverDown,
  },
  {
    name: 'P10 router answers in the place of a public resolver',
    world: {
      resolver: policyZone({ [dataHost]: '.' }),
      nameservers: [publicResolvers[1]],
      redirecting: ['meta l4proto { tcp, udp } th dport 53 redirect to :53'],
    },
    expect: dataHostFails(
      { code: 'dns-blocked', host: dataHost, manner: 'nxdomain', certainty: 'likely', product: null },
      { code: 'dns-intercepted', host: null, severity: 'info' },
    ),
  },
  {
    name: 'something on the way denies the data host before the resolver answers',
    world: { resolver: answering({ [dataHost]: { rcode: nxdomain, followedBy: 'honest' } }) },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'nxdomain',
      certainty: 'certain',
      product: null,
      injected: true,
    }),
  },
  {
    name: 'dns filter denies the data host, and its answer arrives twice',
    world: { resolver: answering({ [dataHost]: { rcode: nxdomain, followedBy: 'again' } }) },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'nxdomain',
      certainty: 'likely',
      product: null,
      injected: false,
    }),
  },
  {
    name: 'something on the way leads the data host astray before the resolver answers',
    world: {
      resolver: answering({ [dataHost]: { addresses: [router.ipv4], others: 'none', followedBy: 'honest' } }),
      middleboxes: [routerPage],
    },
    expect: dataHostFails({
      code: 'dns-rewritten',
      host: dataHost,
      addresses: [router.ipv4],
      certainty: 'certain',
      injected: true,
    }),
  },
  {
    name: 'dns filter leads the data host astray, and its answer arrives twice',
    world: {
      resolver: answering({ [dataHost]: { addresses: [router.ipv4], others: 'none', followedBy: 'again' } }),
      middleboxes: [routerPage],
    },
    expect: dataHostFails({
      code: 'dns-rewritten',
      host: dataHost,
      addresses: [router.ipv4],
      certainty: 'likely',
      injected: false,
    }),
  },
  {
    name: 'dns filter answers with the null address, twice',
    world: {
      resolver: answering({ [dataHost]: { addresses: ['0.0.0.0', '::'], others: 'none', followedBy: 'again' } }),
    },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'null-address',
      certainty: 'certain',
      injected: false,
    }),
  },
  {
    // A question that was doubled on the way may fail and succeed.
    name: 'resolver fails for the data host, and then does not',
    world: { resolver: answering({ [dataHost]: { rcode: servfail, followedBy: 'honest' } }) },
    expect: dataHostFails({
      code: 'dns-blocked',
      host: dataHost,
      manner: 'servfail',
      certainty: 'likely',
      injected: false,
    }),
  },
  ...(['servfail', 'no-address'] as const).map((manner) => ({
    name: `dns filter says ${manner} for the data host`,
    world: { resolver: answering({ [dataHost]: { rcode: manner === 'servfail' ? servfail : noError } }) },
    expect: dataHostFails({ code: 'dns-blocked' as const, host: dataHost, manner, certainty: 'likely' as const }),
  })),
];
