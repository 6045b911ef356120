import { expect, test } from 'vitest';
import { type InForce, openSettings } from '../../src/app/inforce.ts';
import { Problem } from '../../src/app/problem.ts';
import { Settings } from '../../src/model/settings.ts';
import { parsePolicy } from '../../src/platform/policy.ts';

const withInterval = (intervalSeconds: number): InForce => ({
  settings: Settings.parse({ intervalSeconds }),
  ...parsePolicy(new Map(), new Map()),
  roots: null,
});

/** Settings in force, and the file that they are read from: what it holds, or what is wrong with it. */
function open() {
  const file: { holds: InForce | Error } = { holds: withInterval(300) };
  const inForce = openSettings(withInterval(300), async () => {
    if (file.holds instanceof Error) throw file.holds;
    return file.holds;
  });
  return { file, inForce };
}

test('a file that is as it was changes nothing', async () => {
  const { inForce } = open();
  expect(await inForce.reread()).toEqual({ kind: 'same' });
  expect(inForce.now()).toEqual(withInterval(300));
});

test('a changed file is taken over once, roots and all', async () => {
  const { file, inForce } = open();
  file.holds = { ...withInterval(60), roots: ['pem'] };
  expect(await inForce.reread()).toEqual({ kind: 'applied' });
  expect(inForce.now()).toEqual(file.holds);
  expect(await inForce.reread()).toEqual({ kind: 'same' });
});

test('a mistake is told once, and again only after the file was right or wrong in another way', async () => {
  const { file, inForce } = open();
  file.holds = new Problem('one');
  expect(await inForce.reread()).toEqual({ kind: 'refused', problem: 'one' });
  expect(await inForce.reread()).toEqual({ kind: 'same' });
  file.holds = new Problem('other');
  expect(await inForce.reread()).toEqual({ kind: 'refused', problem: 'other' });
  expect(inForce.now()).toEqual(withInterval(300));
  file.holds = withInterval(300);
  expect(await inForce.reread()).toEqual({ kind: 'same' });
  file.holds = new Problem('other');
  expect(await inForce.reread()).toEqual({ kind: 'refused', problem: 'other' });
});

test('what is no mistake of the file is not taken for one', async () => {
  const { file, inForce } = open();
  file.holds = new TypeError('a mistake of ours');
  await expect(inForce.reread()).rejects.toThrow(TypeError);
});
