import { connect, type Socket } from 'node:net';
import type { Failure } from '../model/failure.ts';
import type { TcpObservation } from '../model/observation.ts';
import { classify, interrupted, timedOut } from './classify.ts';
import { within } from './deadline.ts';
import { begin, type Errand, type Unnumbered } from './stopwatch.ts';

export interface TcpQuestion extends Errand {
  readonly address: string;
  readonly port: number;
}

/** The socket is open, and the caller's to close, exactly where the observation has no failure. */
export interface Connected {
  readonly seen: Unnumbered<TcpObservation>;
  readonly socket: Socket | null;
}

/** Connects to one address. Never rejects. */
export async function probeTcp(question: TcpQuestion, timeoutMs: number, signal: AbortSignal): Promise<Connected> {
  const { address, port } = question;
  const end = begin(question);
  const ended = await within(timeoutMs, signal, (over) => open(address, port, over));
  const outcome: Socket | Failure =
    ended.by === 'itself' ? ended.value : ended.by === 'deadline' ? timedOut('connect') : interrupted('connect');
  const socket = 'failure' in outcome ? null : outcome;
  const failure = 'failure' in outcome ? outcome : null;
  return { seen: { kind: 'tcp', ...end(), address, port, failure }, socket };
}

function open(address: string, port: number, over: AbortSignal): Promise<Socket | Failure> {
  return new Promise((settle) => {
    // One address, so nothing for Happy Eyeballs to hide.
    const socket = connect({ host: address, port, autoSelectFamily: false, noDelay: true });
    const giveUp = () => socket.destroy();
    over.addEventListener('abort', giveUp, { once: true });
    socket.once('connect', () => {
      over.removeEventListener('abort', giveUp);
      socket.removeListener('error', fail);
      settle(socket);
    });
    const fail = (error: Error) => settle(classify('connect', error));
    socket.once('error', fail);
    // Whoever holds the socket later listens for its errors; until then they must not become uncaught exceptions.
    socket.on('error', () => {});
  });
}
