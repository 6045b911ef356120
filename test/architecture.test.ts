/** Who may import whom, and why. Imports go down only: the rooms stand on each other in the order of this table. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const source = join(import.meta.dirname, '../src');

/** A room may import itself, the rooms that stand beside its name, and of some rooms only these files. */
const rooms: Readonly<Record<string, { readonly may: readonly string[]; readonly why: string }>> = {
  model: { may: [], why: 'the words of the house depend on nothing' },
  probes: { may: ['model'], why: 'probes see, and judge nothing' },
  diagnosis: { may: ['model'], why: 'diagnosis thinks, and sees nothing: evidence is the only door to it' },
  advice: { may: ['model'], why: 'advice speaks about findings, wherever they come from' },
  platform: {
    may: ['model', 'probes/classify.ts', 'probes/deadline.ts', 'probes/untrusted.ts'],
    why: 'what differs by system decides nothing; it shares the tools of the probes, and none of their questions',
  },
  present: { may: ['model', 'advice', 'platform'], why: 'presenters show what advice says' },
  tray: { may: ['model', 'advice', 'platform'], why: 'the tray shows what advice says' },
  app: {
    may: ['model', 'probes', 'diagnosis', 'advice', 'platform', 'present'],
    why: 'the app keeps time and memory, and what it keeps is rendered by presenters; it knows no tray',
  },
  command: {
    may: ['model', 'advice', 'platform', 'present', 'tray', 'app'],
    why: 'commands reach probes and diagnosis through the app, so that every check is the same',
  },
  'main.ts': { may: ['model', 'advice', 'platform', 'app', 'command'], why: 'it wires the rooms' },
};

/** Third parties: the files that know them. The rest of the house does not, so that they can be replaced. */
const edges: Readonly<Record<string, readonly string[]>> = {
  'dns-packet': ['probes/dns.ts'],
  'electron-log': ['app/log.ts'],
  fflate: ['app/bundle.ts'],
  'node-notifier': ['present/notification.ts'],
  'p-limit': ['probes/run.ts'],
  'pac-resolver': ['platform/sandbox.ts'],
  'quickjs-wasi': ['platform/sandbox.ts'],
  // Requests over a probed socket, DNS over HTTPS, and fetching a proxy configuration.
  undici: ['probes/http.ts', 'probes/doh.ts', 'platform/pac.ts'],
};
/** zod parses at every door. */
const everywhere = ['zod'];

interface Import {
  readonly file: string;
  readonly room: string;
  /** Path below src, or the name of a package, or of a module of Node. */
  readonly target: string;
  readonly names: string;
  readonly isType: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'))
  .toSorted();
const texts = new Map(files.map((file) => [file, readFileSync(join(source, file), 'utf8')]));
const imports = [...texts].flatMap(([file, text]) => importsOf(file, text));

function importsOf(file: string, text: string): Import[] {
  const statements = [
    ...text.matchAll(/^(?:import|export)\s(type\s)?([^'";]*?)\s*from\s+'([^']+)'/gm),
    ...text.matchAll(/^import()()\s+'([^']+)'/gm),
    ...text.matchAll(/\bimport()()\('([^']+)'\)/g),
  ];
  return statements.map(([, type, names = '', target = '']) => ({
    file,
    room: roomOf(file),
    target: target.startsWith('.')
      ? relative(source, join(source, dirname(file), target)).replaceAll('\\', '/')
      : target,
    names,
    isType: Boolean(type),
  }));
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

const inside = imports.filter(({ target }) => texts.has(target));
const nameOf = (each: Import) => `${each.file} -> ${each.target}`;

test('every import within src leads to a file, and every file is in a room', () => {
  const lost = imports.filter(({ target }) => /\.tsx?$/.test(target) && !texts.has(target));
  expect(lost.map(nameOf)).toEqual([]);
  expect([...new Set(files.map(roomOf))].toSorted()).toEqual(Object.keys(rooms).toSorted());
  // The regular expressions above would find nothing in another style of writing.
  expect(inside.length).toBeGreaterThan(files.length);
});

describe('rooms', () => {
  test.each(Object.entries(rooms))('%s', (room, { may, why }) => {
    for (const path of may) {
      if (path.includes('/')) expect(files).toContain(path);
      else expect(Object.keys(rooms)).toContain(path);
    }
    const forbidden = inside
      .filter((each) => each.room === room && roomOf(each.target) !== room)
      .filter(({ target }) => !may.includes(roomOf(target)) && !may.includes(target))
      // What a proxy is called is no question to the network.
      .filter(({ target, isType }) => !(isType && room === 'platform' && target === 'probes/proxy.ts'));
    expect(forbidden.map(nameOf), why).toEqual([]);
  });

  test('stand on each other, and never in a circle', () => {
    const order = Object.keys(rooms);
    const upwards = inside.filter(({ room, target }) => order.indexOf(roomOf(target)) > order.indexOf(room));
    expect(upwards.map(nameOf)).toEqual([]);
  });

  test('wings of the same name never meet: what saw does not judge', () => {
    const wings = inside.filter(
      ({ file, target }) => roomOf(file) !== roomOf(target) && file.split('/').at(-1) === target.split('/').at(-1),
    );
    const met = wings.filter(({ file, target }) => [file, target].some((each) => /^(probes|diagnosis)\//.test(each)));
    expect(met.filter(({ isType }) => !isType).map(nameOf)).toEqual([]);
  });

  test('files do not import each other in a circle', () => {
    const below = Map.groupBy(
      inside.filter(({ isType }) => !isType),
      ({ file }) => file,
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (path.includes(file) || done.has(file)) return;
      for (const { target } of below.get(file) ?? []) follow(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) follow(file, []);
    expect(circles).toEqual([]);
  });
});

describe('third parties', () => {
  const packages = imports.filter(({ target }) => !target.startsWith('node:') && !/^(\.\.\/|.*\.tsx?$)/.test(target));
  const packageOf = (target: string) => target.split('/')[0] ?? '';

  test.each(Object.entries(edges))('%s is known to %j alone', (name, known) => {
    const knowing = packages.filter(({ target }) => packageOf(target) === name).map(({ file }) => file);
    expect([...new Set(knowing)].toSorted()).toEqual(known.toSorted());
  });

  test('there are no others', () => {
    const others = packages.filter(({ target }) => ![...everywhere, ...Object.keys(edges)].includes(packageOf(target)));
    expect(others.map(nameOf)).toEqual([]);
  });

  test('the helper of systray2 is known to one file', () => {
    const naming = [...texts].filter(([, text]) => /tray_\w+_release|'systray2/.test(text)).map(([file]) => file);
    expect(naming).toEqual(['tray/helper.ts']);
  });
});

describe('the network', () => {
  const modules = /^node:(net|tls|dgram|dns|http|https|http2)(\/|$)/;
  /** They ask nobody. */
  const harmless = ['isIP', 'isIPv4', 'isIPv6', 'getServers', 'BlockList'];

  /** Outside the probes, and why. */
  const exceptions: Readonly<Record<string, string>> = {
    'app/instance.ts': 'finds the copy of the program that runs already, on this computer',
    'platform/changes.ts': 'asks the kernel, and nobody else, which address would be used',
    'platform/pac.ts': 'loads a proxy configuration, as Windows does',
    'platform/sandbox.ts': 'answers the questions of a proxy configuration: dnsResolve, myIpAddress',
  };

  test('is touched by probes alone, but for these', () => {
    const touching = imports
      .filter(({ room, target, isType }) => room !== 'probes' && !isType && modules.test(target))
      .filter(({ names }) => names.split(/[{},\s]+/).some((name) => name !== '' && !harmless.includes(name)))
      .map(({ file }) => file);
    expect([...new Set(touching)].toSorted()).toEqual(Object.keys(exceptions));
  });

  test('is not touched by diagnosis, nor are the disk, the clock and the log', () => {
    const pure = imports.filter(({ room, target }) => room === 'diagnosis' && target.startsWith('node:'));
    expect(
      pure.filter(({ target, names }) => target !== 'node:net' || !/^\{ isIP(v[46])? \}$/.test(names)).map(nameOf),
    ).toEqual([]);
    for (const [file, text] of texts) {
      if (roomOf(file) === 'diagnosis') {
        expect(text, file).not.toMatch(/Date\.now|new Date\(\)|performance\.|Math\.random|process\.|setTimeout|await /);
      }
    }
  });
});

describe('house rules', () => {
  test.each<[string, RegExp]>([
    ['nothing is written to the console', /\bconsole\.\w+\(/],
    ['no enums, no namespaces', /^\s*(export )?(const )?(enum|namespace) /m],
    ['no any', /[:<]\s*any\b|\bas any\b/],
    ['no suppressed type errors', /@ts-(ignore|expect-error|nocheck)/],
    ['no barrels', /^export \* from/m],
    ['no notes to ourselves', /\b(TODO|FIXME|XXX)\b/],
  ])('%s', (_name, pattern) => {
    expect([...texts].filter(([, text]) => pattern.test(withoutComments(text))).map(([file]) => file)).toEqual([]);
  });

  function withoutComments(text: string): string {
    return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  }
});
