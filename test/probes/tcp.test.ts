import { expect, test } from 'vitest';
import { probeTcp } from '../../src/probes/tcp.ts';
import { droppingPort, listen, refusingPort, silent } from '../support/network.ts';

const errand = { host: 'service.example.test', purpose: 'target' } as const;
const never = new AbortController().signal;

const openSockets = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCPSocket')).length;

test('somebody accepts: the socket is open and the caller’s', async () => {
  await using server = await listen(silent);
  const { seen, socket } = await probeTcp({ ...errand, ...server }, 5_000, never);
  expect(seen).toMatchObject({ kind: 'tcp', ...errand, address: '127.0.0.1', port: server.port, failure: null });
  expect(socket?.readyState).toBe('open');
  socket?.destroy();
  await server.abandoned();
});

test('nobody listens there: refused', async () => {
  const { seen, socket } = await probeTcp({ ...errand, ...(await refusingPort()) }, 5_000, never);
  expect(seen.failure).toEqual({ operation: 'connect', failure: 'connection_refused', code: 'ECONNREFUSED' });
  expect(socket).toBeNull();
});

test('the SYN is dropped: the deadline says so', async () => {
  await using port = await droppingPort();
  const before = openSockets();
  const { seen, socket } = await probeTcp({ ...errand, ...port }, 200, never);
  await expect.poll(openSockets).toBe(before);
  expect(seen.failure).toEqual({ operation: 'connect', failure: 'generic_timeout_error', code: null });
  expect(socket).toBeNull();
});

test('the run ends while the SYN is under way: interrupted', async () => {
  await using port = await droppingPort();
  const run = new AbortController();
  setTimeout(() => run.abort(), 50);
  const { seen } = await probeTcp({ ...errand, ...port }, 60_000, run.signal);
  expect(seen.failure).toEqual({ operation: 'connect', failure: 'interrupted', code: null });
});

test('the run is over already: nothing is sent', async () => {
  await using server = await listen(silent);
  const { seen, socket } = await probeTcp({ ...errand, ...server }, 5_000, AbortSignal.abort());
  expect(seen.failure?.failure).toBe('interrupted');
  expect(socket).toBeNull();
  expect(server.accepted()).toBe(0);
});
