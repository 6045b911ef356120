import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { within } from '../../src/probes/deadline.ts';

const never = new AbortController().signal;
const endless = () => new Promise<never>(() => {});

test('what ends by itself hands over its value', async () => {
  expect(await within(20_000, never, async () => 7)).toEqual({ by: 'itself', value: 7 });
});

test('what does not end ends by the deadline, and is told', async () => {
  let told: AbortSignal | null = null;
  const ended = await within(20, never, (over) => {
    told = over;
    return endless();
  });
  expect(ended).toEqual({ by: 'deadline' });
  expect((told as AbortSignal | null)?.aborted).toBe(true);
});

test('the run’s end comes before the deadline', async () => {
  const run = new AbortController();
  const ending = within(60_000, run.signal, endless);
  run.abort();
  expect(await ending).toEqual({ by: 'signal' });
});

test('a run that is over starts nothing', async () => {
  let started = false;
  const ended = await within(20_000, AbortSignal.abort(), async () => {
    started = true;
  });
  expect(ended).toEqual({ by: 'signal' });
  expect(started).toBe(false);
});

test('an operation that rejects is a bug, and does not pass for silence', async () => {
  await expect(within(20_000, never, () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
});

test('waits leave no listener on the run’s signal', async () => {
  const run = new AbortController();
  await within(20_000, run.signal, async () => 7);
  await within(20, run.signal, endless);
  expect(getEventListeners(run.signal, 'abort')).toEqual([]);
});
