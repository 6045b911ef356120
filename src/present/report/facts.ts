/** What is known of the way to one host: who answered what, who said so, and which roots judged it. */
import type { Evidence } from '../../model/evidence.ts';
import type { Failure } from '../../model/failure.ts';
import type { DnsObservation, Observation, ObservationOf } from '../../model/observation.ts';
import { type Html, html } from './html.ts';
import type { Frame } from './input.ts';
import { answerOf, clip, detailsOf, failed, withoutQuery } from './seen.ts';

/** fine: what paper has no room for. */
type Fact = readonly [label: string, values: readonly string[], weight?: 'fine'];

/** `seen`: what was observed of the host, on both routes. */
export function factsOf(host: string, seen: readonly Observation[], { computer }: Evidence, frame: Frame): Html {
  const facts = [
    ...routeFacts(host, computer, frame),
    ...nameFacts(seen, frame),
    ...answerFacts(seen, frame),
    ...certificateFacts(host, seen, frame),
    ...memoryFacts(host, computer, frame),
  ].filter(([, values]) => values.length > 0);
  return html`<dl class="facts">${facts.map(
    ([label, values, weight]) =>
      html`<div class="${weight ?? ''}"><dt>${label}</dt>${values.map((value) => html`<dd>${value}</dd>`)}</div>`,
  )}</dl>`;
}

function routeFacts(host: string, computer: Evidence['computer'], { locale: { report } }: Frame): Fact[] {
  const choice = computer.routes.find((route) => route.host === host);
  const { autoconfig } = computer;
  const file = computer.hostsFile.filter((line) => line.host === host).map(({ address }) => address);
  const routes = choice
    ? [
        `${report.route[choice.path]}${choice.proxy === null ? '' : ` ${clip(choice.proxy)}`}, ${report.routeSource[choice.source]}`,
      ]
    : [];
  const script =
    autoconfig === null
      ? []
      : [withoutQuery(autoconfig.url), ...(autoconfig.failure === null ? [] : [clip(autoconfig.failure)])];
  return [
    [report.fact.route, routes],
    [report.fact.autoconfig, script],
    [report.fact.hostsFile, file],
  ];
}

function nameFacts(seen: readonly Observation[], { locale, clock }: Frame): Fact[] {
  const asked = of(seen, 'dns').filter(({ purpose }) => purpose === 'target' || purpose === 'other-route');
  const say = (one: DnsObservation) => {
    const answer = answerOf(one, locale, clock);
    const failure = one.failure === null ? '' : failed(one.failure, locale.report);
    const text = [failure, answer].filter(Boolean).join(' · ') || locale.report.noAddress;
    return one.recordType === null ? text : `${one.recordType}: ${text}`;
  };
  const resolvers = [...new Set(asked.flatMap(({ resolver }) => (resolver === null ? [] : [resolver])))];
  const { fact } = locale.report;
  return [
    [fact.lookup, unique(asked.filter(({ transport }) => transport === 'os').map(say))],
    ...resolvers.map(
      (address): Fact => [
        fact.resolver(clip(address)),
        unique(asked.filter(({ resolver }) => resolver === address).map(say)),
      ],
    ),
  ];
}

function answerFacts(seen: readonly Observation[], { locale, clock }: Frame): Fact[] {
  const details = (kind: 'proxy' | 'http') =>
    unique(
      of(seen, kind)
        .filter(({ purpose }) => purpose === 'target')
        .map((one) => detailsOf(one, locale, clock))
        .filter(Boolean),
    );
  return [
    [locale.report.fact.proxy, details('proxy')],
    [locale.report.fact.http, details('http')],
  ];
}

/** The connector's own handshake, or else the first for the same name that showed a certificate. */
function certificateFacts(host: string, seen: readonly Observation[], { locale: { report }, clock }: Frame): Fact[] {
  const shown = of(seen, 'tls').filter(({ chain, serverName }) => chain.length > 0 && serverName === host);
  const tls = shown.find(({ purpose }) => purpose === 'target') ?? shown[0];
  const leaf = tls?.chain[0];
  if (tls === undefined || leaf === undefined) return [];
  const judged = (failure: Failure | null) =>
    failure === null ? report.accepted : report.rejected(failed(failure, report));
  const { fact } = report;
  const judgement: Fact[] =
    tls.judgement === null
      ? []
      : [
          [fact.publicRoots, [judged(tls.judgement.rejectedBy.bundled)]],
          [fact.systemRoots, [judged(tls.judgement.rejectedBy.system)]],
        ];
  return [
    [fact.issuer, [clip(leaf.issuer.dn)]],
    ...judgement,
    [fact.subject, [clip(leaf.subject)], 'fine'],
    [fact.validity, [report.until(clock.date(leaf.validFrom), clock.date(leaf.validTo))]],
    [fact.fingerprint, [clip(leaf.sha256)], 'fine'],
    [fact.protocol, tls.protocol === null ? [] : [tls.protocol]],
  ];
}

function memoryFacts(
  host: string,
  { lastReached }: Evidence['computer'],
  { locale: { report }, clock }: Frame,
): Fact[] {
  const known = lastReached.find((one) => one.host === host);
  const say = (iso: string | null, from: string) => (iso === null ? [] : [`${clock.brief(iso)}, ${from}`]);
  return known === undefined
    ? []
    : [[report.fact.lastReached, [...say(known.here, report.here), ...say(known.elsewhere, report.elsewhere)]]];
}

function of<Kind extends Observation['kind']>(seen: readonly Observation[], kind: Kind): ObservationOf<Kind>[] {
  return seen.filter((one): one is ObservationOf<Kind> => one.kind === kind);
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
