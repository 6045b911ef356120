/** The whole program on a desktop, with services that it can reach: what a person has in front of them. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { locales } from '../../src/advice/languages.ts';
import { Result } from '../../src/model/result.ts';
import type { Language } from '../../src/model/settings.ts';
import { findTray, type ShownTray } from './bus.ts';
import { helperOf, type Program, startProgram } from './program.ts';
import { type Service, startService } from './service.ts';
import { end, openSession, type Session, until } from './session.ts';

const main = join(import.meta.dirname, '../../dist/main.js');
export const hosts = ['data.example.test', 'install.example.test'] as const;

export interface Desk {
  readonly session: Session;
  readonly service: Service;
  /** The one that was started last. */
  readonly program: () => Program;
  /** What that has printed. */
  readonly output: () => string;
  readonly start: (env?: NodeJS.ProcessEnv, ...args: string[]) => Program;
  /** The process id of its helper. */
  readonly helper: () => number;
  /** Its tray, when the check that follows the start is over. */
  readonly settled: (language?: Language) => Promise<ShownTray>;
  /** Another start of the program, to its end. */
  readonly run: (...args: string[]) => string;
  readonly configFolder: string;
  readonly stateFolder: string;
  readonly writeSettings: (changes: object) => void;
  readonly lastResult: () => Result;
  readonly clipboard: () => string;
  readonly close: () => Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  if (!existsSync(main)) throw new Error(`${main} is missing: npm run build`);
  const session = await openSession();
  const service = await startService(session.folder, hosts);
  const configFolder = join(session.folder, 'config', 'connection-check');
  const stateFolder = join(session.folder, 'state', 'connection-check');
  let program: Program | null = null;
  let output = '';

  function writeSettings(changes: object): void {
    const settings = { ...service.settings, language: 'en', ...changes };
    mkdirSync(configFolder, { recursive: true });
    writeFileSync(join(configFolder, 'settings.json'), JSON.stringify(settings));
  }

  function start(env: NodeJS.ProcessEnv = {}, ...args: string[]): Program {
    output = '';
    program = startProgram({ ...session, env: { ...session.env, ...env } }, main, ...args);
    program.stdout.on('data', (text) => {
      output += text;
    });
    return program;
  }

  function current(): Program {
    if (program === null) throw new Error('no program was started');
    return program;
  }

  function helper(): number {
    const pid = helperOf(current().pid);
    if (pid === null) throw new Error('no helper is running');
    return pid;
  }

  writeSettings({});
  return {
    session,
    service,
    program: current,
    output: () => output,
    start,
    helper,
    async settled(language = 'en') {
      const tray = await findTray(session, await until(helper));
      const { menu, standing } = locales[language];
      await until(() => expect(tray.labels()).toContain(menu.test));
      await until(() => expect(tray.labels()).not.toContain(standing.waiting));
      return tray;
    },
    run: (...args) =>
      execFileSync(process.execPath, [main, ...args], {
        env: session.env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    configFolder,
    stateFolder,
    writeSettings,
    lastResult: () => Result.parse(JSON.parse(readFileSync(join(stateFolder, 'last.json'), 'utf8'))),
    clipboard: () => session.run('xclip', '-selection', 'clipboard', '-o'),
    async close() {
      if (program !== null) await end(program);
      service.close();
      await session.close();
    },
  };
}

/**
 * Gives the desktop a program for files of these types, and for folders.
 * @returns the paths that were opened since, the latest last
 */
export function installReader({ session }: Desk): () => string[] {
  const reader = join(session.folder, 'reader');
  const opened = join(session.folder, 'opened');
  const types = ['text/plain', 'text/x-log', 'text/html', 'inode/directory'];
  writeFileSync(reader, `#!/bin/sh\nprintf '%s\\n' "$1" >>${opened}\n`);
  chmodSync(reader, 0o755);
  mkdirSync(join(session.folder, 'data', 'applications'), { recursive: true });
  const entry = `[Desktop Entry]\nType=Application\nName=Reader\nExec=${reader} %f\nMimeType=${types.join(';')};\n`;
  writeFileSync(join(session.folder, 'data', 'applications', 'reader.desktop'), entry);
  for (const type of types) session.run('xdg-mime', 'default', 'reader.desktop', type);
  return () => (existsSync(opened) ? readFileSync(opened, 'utf8').trim().split('\n') : []);
}
