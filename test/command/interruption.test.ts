/** Ctrl-C at any moment: the program ends at once, says nothing more, and leaves nothing running. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Result } from '../../src/model/result.ts';
import { type Home, makeHome } from '../support/home.ts';
import { isGone, run, type Started, start } from '../support/program.ts';
import { type Service, startService, startSilence } from '../support/service.ts';

let home: Home;
let silence: Service;
beforeEach(async () => {
  home = makeHome();
  silence = await startSilence(home);
});
afterEach(async () => {
  await silence[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

async function interrupt({ process: child, ended }: Started, signal: NodeJS.Signals = 'SIGINT') {
  child.kill(signal);
  const { code, signal: killedBy, stderr, stdout } = await ended;
  expect(stderr).toBe('');
  expect(isGone(child)).toBe(true);
  return { code, killedBy, stdout };
}

const underWay = () => expect.poll(() => silence.accepted(), { timeout: 30_000 }).toBeGreaterThan(0);

describe('while the network is silent', () => {
  test.each<[string[], NodeJS.Signals, number]>([
    [['check'], 'SIGINT', 130],
    [['check', '--json'], 'SIGINT', 130],
    [['check'], 'SIGTERM', 143],
    [['watch', '--json'], 'SIGINT', 0],
    [['watch', '--json'], 'SIGTERM', 0],
  ])('%j, %s', async (words, signal, expected) => {
    const program = start(home, [...words, '--config', silence.config]);
    await underWay();
    expect(await interrupt(program, signal)).toEqual({ code: expected, killedBy: null, stdout: '' });
  });

  test('a second Ctrl-C does no harm', async () => {
    const program = start(home, ['check', '--config', silence.config]);
    await underWay();
    program.process.kill('SIGINT');
    const { code, killedBy } = await interrupt(program);
    expect(killedBy ?? code).toBeOneOf(['SIGINT', 130]);
  });
});

test.each([0, 50, 200, 500])('%i ms after the start', async (ms) => {
  const programs = [
    { program: start(home, ['check', '--config', silence.config]), code: 130 },
    { program: start(home, ['watch', '--json', '--config', silence.config]), code: 0 },
  ];
  await sleep(ms);
  for (const { program, code } of programs) {
    const ended = await interrupt(program);
    // Before it has read its arguments, it ends as any program does.
    expect(ended.killedBy ?? ended.code).toBeOneOf(['SIGINT', code]);
    expect(ended.stdout).toBe('');
  }
});

test('without a desktop, the tray goes on in the terminal, and ends there', async () => {
  const program = start(home, ['--config', silence.config]);
  await underWay();
  await expect.poll(() => program.said(), { timeout: 30_000 }).toMatch(/^[^\n]+\n/);
  const { code, killedBy, stdout } = await interrupt(program);
  expect({ code, killedBy }).toEqual({ code: 0, killedBy: null });
  expect(stdout).toMatch(/^No tray icon can be shown here[^\n]+\n$/);
});

test('while it waits for the next round, it has told of the first one', async () => {
  await using service = await startService(home);
  const program = start(home, ['watch', '--json', '--config', service.config]);
  await expect.poll(() => program.said(), { timeout: 30_000 }).toMatch(/\n$/);
  const { code, stdout } = await interrupt(program);
  expect(Result.parse(JSON.parse(stdout)).verdict).toBe('clear');
  expect(stdout.trim()).not.toContain('\n');
  expect(code).toBe(0);
  // What was seen is remembered.
  expect(await run(home, ['status', '--config', service.config])).toMatchObject({ code: 0, stderr: '' });
});
