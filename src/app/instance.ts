/**
 * One icon per user: a second start asks the first one to test and show, and ends. Two users of one computer have nothing
 * to do with each other. On Windows a user who is logged on twice shares the one icon, as the two share the state folder.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

export type Claim =
  | { readonly kind: 'first'; readonly release: () => void }
  /** answered: the first one has heard the question. */
  | { readonly kind: 'second'; readonly answered: boolean }
  /** No telling whether there is another: nothing speaks against going on. */
  | { readonly kind: 'unguarded'; readonly reason: string };

/** What may be said to the first one: that it shall show itself, or merely whether it is there. */
export type Question = 'show' | 'hello';

const answer = 'connection-check\n';
/** An answer takes a millisecond, unless the computer is just starting. */
const patienceMs = 5_000;
/** Nobody asks this often; whoever does has to wait. */
const mostConnections = 8;
/** The path of a socket holds 108 bytes on Linux and 104 on macOS, with a NUL at the end (unix(7), sys/un.h). */
const longestPath = 103;

/** Where the first one listens: a pipe, or a socket in a folder that only this user may enter. */
export function meetingPoint(stateFolder: string, env: Readonly<Record<string, string | undefined>> = process.env) {
  if (process.platform === 'win32') {
    // Names of pipes are shared by all users; a profile's folder is one user's.
    const user = createHash('sha256').update(homedir().toLowerCase()).digest('hex').slice(0, 16);
    return `\\\\.\\pipe\\connection-check-${user}`;
  }
  const runtime = env.XDG_RUNTIME_DIR;
  return runtime !== undefined && isAbsolute(runtime)
    ? join(runtime, 'connection-check.sock')
    : join(stateFolder, 'instance.sock');
}

/** Becomes the first one, or asks it. Never rejects. */
export async function claim(point: string, question: Question, onShow: () => void): Promise<Claim> {
  const pipe = process.platform === 'win32';
  if (!pipe && Buffer.byteLength(point) > longestPath) return { kind: 'unguarded', reason: `${point} is too long` };
  let reason = '';
  // A socket that a crash has left behind is removed; the second try is for the new one.
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      if (!pipe) mkdirSync(dirname(point), { recursive: true, mode: 0o700 });
      const server = await listen(point, onShow);
      return { kind: 'first', release: () => server.close() };
    } catch (error) {
      reason = (error as Error).message;
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') break;
    }
    const reply = await ask(point, question);
    if (reply !== 'nobody') return { kind: 'second', answered: reply === 'answered' };
    if (!pipe) rmSync(point, { force: true });
  }
  return { kind: 'unguarded', reason };
}

function listen(point: string, onShow: () => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => listenTo(socket, onShow));
    server.maxConnections = mostConnections;
    server.once('error', reject);
    server.listen(point, () => {
      server.off('error', reject).on('error', () => {});
      // The monitor keeps the program alive, not the wait for a second start.
      server.unref();
      resolve(server);
    });
  });
}

/** Whoever connects may be anyone: one word is understood, nothing else is kept or answered. */
function listenTo(socket: Socket, onShow: () => void): void {
  let heard = '';
  socket.on('error', () => {});
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.setEncoding('latin1').on('data', (text: string) => {
    heard += text.slice(0, 64);
    if (!heard.includes('\n')) {
      if (heard.length >= 64) socket.destroy();
      return;
    }
    socket.removeAllListeners('data');
    if (heard !== 'show\n' && heard !== 'hello\n') {
      socket.destroy();
      return;
    }
    socket.end(answer, () => socket.destroy());
    if (heard === 'show\n') onShow();
  });
}

type Reply = 'answered' | 'silent' | 'nobody';

function ask(point: string, question: Question): Promise<Reply> {
  return new Promise((resolve) => {
    let heard = '';
    let connected = false;
    const socket = connect(point, () => {
      connected = true;
      socket.write(`${question}\n`);
    });
    const end = () => {
      clearTimeout(deadline);
      socket.destroy();
      if (heard === answer) resolve('answered');
      else resolve(connected ? 'silent' : 'nobody');
    };
    const deadline = setTimeout(() => {
      connected = true;
      end();
    }, patienceMs);
    socket.setEncoding('latin1').on('data', (text: string) => {
      heard = (heard + text).slice(0, answer.length + 1);
      if (heard.endsWith('\n')) end();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}
