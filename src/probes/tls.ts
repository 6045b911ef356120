import type { Socket } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Failure } from '../model/failure.ts';
import type { Hello, Judgement, Route, TlsObservation } from '../model/observation.ts';
import { anchored, datesOf, describe, fromOrganizationOf, sentChain } from './chain.ts';
import { alertOf, classify, classifyCertificate, interrupted, timedOut } from './classify.ts';
import { within } from './deadline.ts';
import { peek } from './peek.ts';
import type { Roots, StoreName } from './roots.ts';
import { begin, type Errand, type Unnumbered } from './stopwatch.ts';

/** Whoever answers with something else than TLS does so at once; HTTP servers then wait for more, which never comes. */
const peekMs = 1_500;

export interface TlsQuestion extends Errand {
  readonly route: Route;
  readonly address: string;
  /** Sent as SNI, and the name that the certificate must have; null sends none. */
  readonly serverName: string | null;
  readonly hello: Hello;
  readonly roots: Roots;
}

/** Opens one more connection to where the first one led; null where it could not be opened. */
export type Redial = (signal: AbortSignal) => Promise<Socket | null>;

export interface Secured {
  readonly seen: Unnumbered<TlsObservation>;
  /** Open, and the caller's to close, exactly where this computer's roots accept the certificate. */
  readonly socket: TLSSocket | null;
}

/**
 * One handshake over `socket`, which it takes over. Nothing is sent beyond it. Where the bundled public roots reject the
 * certificate, the connection is dialled again and judged with this computer's own roots too, by a full verification:
 * that is what the connector would do, and a later request may only go where this verification was passed.
 * Never rejects.
 */
export async function probeTls(
  question: TlsQuestion,
  socket: Socket,
  redial: Redial | null,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Secured> {
  const end = begin(question);
  const first = await handshake(question, socket, 'bundled', timeoutMs, signal);
  const rejected = first.judgement?.rejectedBy.bundled ?? null;
  const accepted = rejected === null ? first : await secondOpinion(question, redial, rejected, timeoutMs, signal);
  const judgement = first.judgement && {
    ...first.judgement,
    rejectedBy: { bundled: rejected, system: accepted.failure },
  };
  const { serverName, hello, route, address, roots } = question;
  // The peer spoke, and it was neither a handshake nor an alert.
  const strange = first.failure?.failure === 'ssl_failed_handshake' && first.alert === null;
  const again = strange && redial !== null ? await redial(signal) : null;
  const notTls = again && (await peek(again, serverName, roots.context('bundled', hello), peekMs, signal));
  const { bytesRead, protocol, alert, chain } = first;
  return {
    seen: {
      kind: 'tls',
      ...end(),
      failure: accepted.failure,
      route,
      address,
      serverName,
      hello,
      bytesRead,
      protocol,
      alert,
      notTls,
      chain: chain.map(describe),
      judgement,
    },
    socket: accepted.socket,
  };
}

interface Handshake {
  readonly failure: Failure | null;
  readonly socket: TLSSocket | null;
  readonly bytesRead: number;
  readonly protocol: string | null;
  readonly alert: number | null;
  readonly chain: ReturnType<typeof sentChain>;
  readonly judgement: Judgement | null;
}

/** The same question with this computer's own roots. What they reject, or what cannot be asked again, stays rejected. */
async function secondOpinion(
  question: TlsQuestion,
  redial: Redial | null,
  rejected: Failure,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Pick<Handshake, 'failure' | 'socket'>> {
  const socket = redial === null ? null : await redial(signal);
  if (socket === null) return { failure: rejected, socket: null };
  const second = await handshake(question, socket, 'system', timeoutMs, signal);
  return { failure: second.judgement?.rejectedBy.system ?? second.failure, socket: second.socket };
}

async function handshake(
  question: TlsQuestion,
  raw: Socket,
  store: StoreName,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Handshake> {
  const { serverName, hello, roots } = question;
  const socket = connect({
    socket: raw,
    // Without a name to compare, only the chain is judged.
    ...(serverName === null ? { checkServerIdentity: () => undefined } : { servername: serverName }),
    rejectUnauthorized: false,
    secureContext: roots.context(store, hello),
  });
  const ended = await within(timeoutMs, signal, () => finished(socket));
  const error: Failure | null =
    ended.by === 'deadline' ? timedOut('tls_handshake') : ended.by === 'signal' ? interrupted('tls_handshake') : null;
  const failure = ended.by === 'itself' ? ended.value.failure : error;
  const alert = ended.by === 'itself' ? ended.value.alert : null;
  if (failure !== null) {
    const bytesRead = raw.bytesRead;
    socket.destroy();
    raw.destroy();
    return { failure, socket: null, bytesRead, protocol: null, alert, chain: [], judgement: null };
  }
  const chain = sentChain(socket.getPeerCertificate(true) as DetailedPeerCertificate);
  const code = socket.authorizationError as unknown as string | undefined;
  const rejected = socket.authorized || code == null ? null : classifyCertificate(String(code));
  if (rejected !== null) socket.destroy();
  return {
    failure: null,
    socket: rejected === null ? socket : null,
    bytesRead: raw.bytesRead,
    protocol: socket.getProtocol(),
    alert: null,
    chain,
    judgement: judge(chain, question, rejected),
  };
}

function judge(
  chain: ReturnType<typeof sentChain>,
  { serverName, roots }: TlsQuestion,
  rejected: Failure | null,
): Judgement | null {
  const leaf = chain[0];
  if (leaf === undefined) return null;
  const accepted = rejected === null;
  return {
    nameMatches: serverName === null || leaf.checkHost(serverName) !== undefined,
    dates: datesOf(leaf, new Date()),
    rejectedBy: { bundled: rejected, system: rejected },
    anchoredIn: {
      bundled: accepted || anchored(chain, roots.certificates('bundled')),
      system: accepted || anchored(chain, roots.certificates('system')),
    },
    publicIssuer: accepted || fromOrganizationOf(leaf, roots.certificates('bundled')),
  };
}

function finished(socket: TLSSocket): Promise<{ failure: Failure | null; alert: number | null }> {
  return new Promise((settle) => {
    socket.once('secureConnect', () => settle({ failure: null, alert: null }));
    socket.on('error', (error) => settle({ failure: classify('tls_handshake', error), alert: alertOf(error) }));
    socket.once('close', () =>
      settle({ failure: { operation: 'tls_handshake', failure: 'eof_error', code: null }, alert: null }),
    );
  });
}
