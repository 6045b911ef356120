/** Finds one's way in the evidence. Nothing here judges. */
import type { Evidence } from '../model/evidence.ts';
import type { FailureName } from '../model/failure.ts';
import type {
  DnsObservation,
  HttpObservation,
  Observation,
  ObservationOf,
  ProxyObservation,
  Purpose,
  Route,
  TcpObservation,
  TlsObservation,
} from '../model/observation.ts';

/** One host as the connector met it. Where an address was tried twice, the later attempt counts. */
export interface Account {
  readonly host: string;
  readonly path: Route;
  readonly lookup: DnsObservation | null;
  readonly tcp: readonly TcpObservation[];
  readonly proxy: ProxyObservation | null;
  readonly tls: readonly TlsObservation[];
  /** The handshake that decides: at the first address, in the system's order, that accepts a connection. */
  readonly handshake: TlsObservation | null;
  readonly http: HttpObservation | null;
  /** public: accepted by the bundled roots; local: by this computer's roots only; none: not reached. */
  readonly reached: 'public' | 'local' | 'none';
}

export function accountOf(evidence: Evidence, host: string): Account {
  const path = evidence.computer.routes.find((route) => route.host === host)?.path ?? 'direct';
  const mine = { host, purpose: 'target' } as const;
  const lookup = observed(evidence, 'dns', mine).findLast(({ transport }) => transport === 'os') ?? null;
  const tcp = latestByAddress(observed(evidence, 'tcp', mine));
  const tls = latestByAddress(
    observed(evidence, 'tls', mine).filter((seen) => seen.route === path && seen.hello === 'small'),
  );
  const handshake = path === 'proxy' ? (tls[0] ?? null) : firstAccepting(lookup, tcp, tls);
  return {
    host,
    path,
    lookup,
    tcp,
    proxy: observed(evidence, 'proxy', mine).at(-1) ?? null,
    tls,
    handshake,
    http: observed(evidence, 'http', mine).findLast(({ route }) => route === path) ?? null,
    reached: reachedBy(handshake),
  };
}

export function reachedBy(handshake: TlsObservation | null): Account['reached'] {
  if (handshake?.judgement == null || handshake.failure !== null) return 'none';
  return handshake.judgement.rejectedBy.bundled === null ? 'public' : 'local';
}

export function observed<Kind extends Observation['kind']>(
  { observations }: Evidence,
  kind: Kind,
  { host, purpose }: { readonly host?: string; readonly purpose: Purpose },
): ObservationOf<Kind>[] {
  return observations.filter(
    (seen): seen is ObservationOf<Kind> =>
      seen.kind === kind && seen.purpose === purpose && (host === undefined || seen.host === host),
  );
}

export function idsOf(...seen: readonly (Observation | null | readonly Observation[])[]): string[] {
  return [...new Set(seen.flat().flatMap((one) => (one === null ? [] : [(one as Observation).id])))];
}

export function failedWith(seen: Observation, ...names: readonly FailureName[]): boolean {
  return seen.failure !== null && names.includes(seen.failure.failure);
}

/** Codes of Node's and undici's HTTP parsers: the peer broke the protocol. */
const malformed = /^(HPE_|UND_ERR_HEADERS_OVERFLOW$|UND_ERR_RES)/;

export function isMalformed({ failure }: Observation): boolean {
  return malformed.test(failure?.code ?? '');
}

/** Failures that say something about us, and nothing about the network. */
export function isOurs(seen: Observation): boolean {
  return failedWith(seen, 'interrupted') || (failedWith(seen, 'unknown_failure') && !isMalformed(seen));
}

/** Completed handshakes with hosts that have nothing to do with the targets. */
export function controlHandshakes(evidence: Evidence): TlsObservation[] {
  return observed(evidence, 'tls', { purpose: 'control' }).filter(
    ({ host, judgement }) => !evidence.hosts.includes(host) && judgement !== null,
  );
}

export function isPublic({ judgement }: TlsObservation): boolean {
  return judgement?.rejectedBy.bundled === null;
}

function latestByAddress<Seen extends TcpObservation | TlsObservation>(seen: readonly Seen[]): Seen[] {
  return [...new Map(seen.map((one) => [one.address, one])).values()];
}

function firstAccepting(
  lookup: DnsObservation | null,
  tcp: readonly TcpObservation[],
  tls: readonly TlsObservation[],
): TlsObservation | null {
  const order = lookup?.addresses ?? [];
  const accepting = tcp
    .filter(({ failure }) => failure === null)
    .toSorted((one, other) => order.indexOf(one.address) - order.indexOf(other.address));
  return tls.find(({ address }) => address === accepting[0]?.address) ?? null;
}
