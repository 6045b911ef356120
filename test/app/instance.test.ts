import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Claim, claim, meetingPoint, type Question } from '../../src/app/instance.ts';

let folder: string;
let point: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'instance-'));
  point = join(folder, 'own.sock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Claims, and lets go at the end of the test. */
async function start(shows: string[] = [], at = point, question: Question = 'show'): Promise<Claim> {
  const result = await claim(at, question, () => shows.push('show'));
  if (result.kind === 'first') onTestFinished(result.release);
  return result;
}

/** What the other side answers to these bytes, until it closes the connection. */
async function say(bytes: string | Buffer): Promise<string> {
  const socket = connect(point);
  let heard = '';
  socket.on('error', () => {});
  socket.on('data', (text) => {
    heard += text;
  });
  socket.write(bytes);
  // A connection that is cut while bytes are still coming ends with an error first.
  await new Promise((resolve) => socket.on('close', resolve));
  return heard;
}

test('the second start asks the first one to show, once, and learns that it was heard', async () => {
  const shows: string[] = [];
  expect((await start(shows)).kind).toBe('first');
  expect(await start()).toEqual({ kind: 'second', answered: true });
  expect(shows).toEqual(['show']);
});

test('a second start at login asks for nothing', async () => {
  const shows: string[] = [];
  await start(shows);
  expect(await start([], point, 'hello')).toEqual({ kind: 'second', answered: true });
  expect(shows).toEqual([]);
});

test('of many that start at once, one is the first', async () => {
  const shows: string[] = [];
  const claims = await Promise.all(Array.from({ length: 6 }, () => start(shows)));
  expect(claims.map(({ kind }) => kind).sort()).toEqual(['first', ...Array(5).fill('second')]);
  expect(shows).toHaveLength(5);
});

test('who starts after the first one has ended is the first', async () => {
  const first = await claim(point, 'show', () => {});
  if (first.kind === 'first') first.release();
  expect((await start()).kind).toBe('first');
});

test('what a crash has left behind is replaced', async () => {
  const program = `require('node:net').createServer().listen(${JSON.stringify(point)}, () => console.log('up'))`;
  const crashed = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(crashed.stdout, 'data');
  crashed.kill('SIGKILL');
  await once(crashed, 'exit');
  expect(existsSync(point)).toBe(true);
  const shows: string[] = [];
  expect((await start(shows)).kind).toBe('first');
  expect((await start()).kind).toBe('second');
  expect(shows).toEqual(['show']);
});

test('a first one that hangs is not replaced', async () => {
  const hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(point, resolve));
  onTestFinished(() => void hanging.close());
  expect(await start()).toEqual({ kind: 'second', answered: false });
});

test('another program that answers there is not taken for ours', async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(1000)));
  await new Promise<void>((resolve) => other.listen(point, resolve));
  onTestFinished(() => void other.close());
  expect(await start()).toEqual({ kind: 'second', answered: false });
});

test.each([
  ['an empty line', '\n'],
  ['a line without end', 'show'.repeat(100)],
  ['two questions', 'show\nshow\n'],
  ['almost the question', 'SHOW\n'],
  ['an order', 'exit\n'],
  ['a web page', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a megabyte', Buffer.alloc(1_000_000, 0x41)],
  ['no text', Buffer.from([0, 255, 10])],
])('%s is not answered, does nothing, and harms nobody', async (_, bytes) => {
  const shows: string[] = [];
  await start(shows);
  expect(await say(bytes)).toBe('');
  expect(shows).toEqual([]);
  expect(await start()).toEqual({ kind: 'second', answered: true });
});

test('many who connect and say nothing do not keep a second start out for long', async () => {
  const shows: string[] = [];
  await start(shows);
  const silent = Array.from({ length: 30 }, () => connect(point).on('error', () => {}));
  onTestFinished(() => silent.forEach((socket) => void socket.destroy()));
  await Promise.all(silent.map((socket) => once(socket, 'close')));
  expect(await start()).toEqual({ kind: 'second', answered: true });
});

test('where no socket can be, the program goes on without', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await start([], join(folder, 'file', 'own.sock'))).toMatchObject({ kind: 'unguarded' });
  expect(await start([], join(folder, 'x'.repeat(100), 'own.sock'))).toMatchObject({ kind: 'unguarded' });
});

describe('the meeting point', () => {
  test('is in the folder of the session, else in the state folder', () => {
    expect(meetingPoint('/state', { XDG_RUNTIME_DIR: '/run/user/7' })).toBe('/run/user/7/connection-check.sock');
    expect(meetingPoint('/state', {})).toBe('/state/instance.sock');
    expect(meetingPoint('/state', { XDG_RUNTIME_DIR: 'relative' })).toBe('/state/instance.sock');
  });

  test('two users do not meet', async () => {
    const env = (user: string) => ({ XDG_RUNTIME_DIR: join(folder, user) });
    expect((await start([], meetingPoint('/state', env('one')))).kind).toBe('first');
    expect((await start([], meetingPoint('/state', env('two')))).kind).toBe('first');
    expect(statSync(join(folder, 'one')).mode & 0o777).toBe(0o700);
  });
});
