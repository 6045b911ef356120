import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { getGlobalDispatcher, ProxyAgent, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PacAnswer, proxiesFromPac } from '../../src/platform/pac.ts';

const signal = AbortSignal.timeout(600_000);
const host = 'quickbooksdesktop.codat.io';
const direct = { kind: 'direct' };
const proxied = (name: string, port: number) => ({
  kind: 'proxy',
  proxy: { host: name, port, authorization: null },
  source: 'autoconfig',
});

let server: Server;
let base = '';
const pages = new Map<string, RequestListener>();
beforeAll(async () => {
  server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    if (page === undefined) response.writeHead(404).end();
    else page(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The address of a new page. */
function page(listener: RequestListener | string): string {
  const path = `/${pages.size}.pac`;
  pages.set(path, typeof listener === 'string' ? (_, response) => response.end(listener) : listener);
  return base + path;
}

async function ask(url: string, timeoutMs = 3_000): Promise<PacAnswer | undefined> {
  return (await proxiesFromPac(url, [host], signal, timeoutMs)).get(host);
}

/** A script of which only the body of the function matters. */
const find = (body: string) => `function FindProxyForURL(url, host) { ${body} }`;

describe('what a script answers', () => {
  it.each([
    ['a proxy', 'return "PROXY p.example:3128"', proxied('p.example', 3128)],
    ['HTTP, as Firefox has it', 'return "HTTP p.example:3128"', proxied('p.example', 3128)],
    ['no port', 'return "proxy p.example"', proxied('p.example', 80)],
    ['an IPv6 address', 'return "PROXY [2001:db8::1]:3128"', proxied('2001:db8::1', 3128)],
    ['several', 'return "PROXY a.example:1; PROXY b.example:2; DIRECT"', proxied('a.example', 1)],
    [
      'others first',
      'return "SOCKS5 s.example:1080; HTTPS t.example:443;; PROXY b.example:2"',
      proxied('b.example', 2),
    ],
    ['credentials', 'return "PROXY marie:secret@p.example:3128"', proxied('p.example', 3128)],
    ['DIRECT', 'return " direct ; PROXY a.example:1"', direct],
    ['nothing', 'return ""', direct],
    ['null', 'return null', direct],
    ['undefined', '', direct],
    ['by the URL', 'return "PROXY " + [url, host].join("|").length + ".example:1"', proxied('62.example', 1)],
  ])('%s', async (_, body, expected) => {
    expect(await ask(page(find(body)))).toEqual(expected);
  });

  it('is asked for each host, and loaded once', async () => {
    let loads = 0;
    const url = page((_, response) => {
      loads += 1;
      response.end(find('return "PROXY " + host + ":1"'));
    });
    const answers = await proxiesFromPac(url, ['a.example', 'b.example'], signal);
    expect([...answers]).toEqual([
      ['a.example', proxied('a.example', 1)],
      ['b.example', proxied('b.example', 1)],
    ]);
    expect(loads).toBe(1);
  });

  it.each([
    'isPlainHostName("intranet") && !isPlainHostName(host)',
    'dnsDomainIs(host, ".codat.io") && localHostOrDomainIs("www", "www.codat.io")',
    'shExpMatch(url, "https://*.codat.io/*") && dnsDomainLevels(host) === 2',
    'weekdayRange("SUN", "SAT") && dateRange(2000, 2100) && timeRange(0, 24)',
    '/^\\d+\\.\\d+\\.\\d+\\.\\d+$/.test(myIpAddress()) && myIpAddressEx().length > 0',
    'dnsResolve("localhost") === "127.0.0.1" && isResolvable("localhost")',
    'isInNet("localhost", "127.0.0.0", "255.0.0.0") && !isInNet("192.0.2.1", "10.0.0.0", "255.0.0.0")',
    'isInNetEx("2001:db8::1", "2001:db8::/32") && !isInNetEx("10.0.0.1", "192.168.0.0/16")',
    'dnsResolveEx("192.0.2.1") === "192.0.2.1" && isResolvableEx("192.0.2.1") && getClientVersion() === "1.0"',
    '["localhost", "192.0.2.1"].map(function (name) { return dnsResolve(name); }).join() === "127.0.0.1,192.0.2.1"',
    'dnsResolve("nowhere.invalid") === null && !isResolvable("nowhere.invalid")',
    'alert("quiet") === undefined && !isInNet("nowhere.invalid", "0.0.0.0", "0.0.0.0")',
    '(() => [1]?.length ?? 0)() === 1',
  ])('knows %s', async (condition) => {
    expect(await ask(page(find(`return ${condition} ? "PROXY yes.example:1" : "DIRECT"`)))).toEqual(
      proxied('yes.example', 1),
    );
  });

  it('looks up a few names only', async () => {
    const body =
      'for (var i = 0; i < 200; i++) dnsResolve("192-0-2-" + i + ".invalid"); return dnsResolve("localhost") || "none"';
    expect(await ask(page(find(`${body.replace('return ', 'return "PROXY " + (')}) + ":1"`)))).toEqual(
      proxied('none', 1),
    );
  });

  it("prefers Microsoft's function, as Windows does", async () => {
    const script = `${find('return "DIRECT"')} function FindProxyForURLEx() { return "PROXY ex.example:1"; }`;
    expect(await ask(page(script))).toEqual(proxied('ex.example', 1));
  });

  it('reaches nothing of this computer', async () => {
    const names = [
      'process',
      'require',
      'fetch',
      'XMLHttpRequest',
      'WebSocket',
      'Worker',
      'Deno',
      'std',
      'os',
      'setTimeout',
      'navigator',
    ];
    const body = `return "PROXY " + (${JSON.stringify(names)}.filter(function (name) { return name in globalThis; }).join("-") || "none") + ":1"`;
    expect(await ask(page(find(body)))).toEqual(proxied('none', 1));
    const way =
      'try { return alert.constructor("return process.pid")() } catch (error) { return "PROXY " + error.name + ":1" }';
    expect(await ask(page(find(way)))).toEqual(proxied('referenceerror', 1));
  });
});

describe('a script that fails', () => {
  it.each([
    ['throws', find('throw new TypeError("no\\u202e luck")'), 'script-failed', 'TypeError: no· luck'],
    ['throws nothing', find('throw null'), 'script-failed', expect.any(String)],
    ['throws a trap', find('throw { get message() { throw 1 } }'), 'script-failed', expect.any(String)],
    [
      'calls what is not there',
      find('return nothingLikeIt()'),
      'script-failed',
      expect.stringContaining('nothingLikeIt'),
    ],
    ['answers with a number', find('return 5'), 'script-failed', 'answered with a number'],
    [
      'answers with an object',
      find('return { toString: function () { return "DIRECT" } }'),
      'script-failed',
      'answered with a object',
    ],
    ['answers with a promise', `async ${find('return "DIRECT"')}`, 'script-failed', 'answered with a object'],
    ['answers with a megabyte', find('return "x".repeat(1048576)'), 'no-usable-proxy', `${'x'.repeat(159)}…`],
    [
      'names no usable proxy',
      find('return "SOCKS s.example:1080; HTTPS t.example:443"'),
      'no-usable-proxy',
      'SOCKS s.example:1080; HTTPS t.example:443',
    ],
    ['names garbage', find('return "PROXY ://??:99999999; \\u202e"'), 'no-usable-proxy', 'PROXY ://??:99999999; ·'],
    ['has an error of syntax', 'function FindProxyForURL(', 'not-a-script', expect.stringContaining('SyntaxError')],
    ['is a web page', '<!DOCTYPE html><title>Log in</title>', 'not-a-script', expect.stringContaining('SyntaxError')],
    ['is empty', '', 'not-a-script', 'no FindProxyForURL'],
    ['has another thing of that name', 'var FindProxyForURL = 1', 'not-a-script', 'no FindProxyForURL'],
    ['calls itself for ever', find('return FindProxyForURL(url, host)'), 'script-failed', expect.any(String)],
    [
      'wants it all',
      find('return new Array(1e9).fill(1)'),
      expect.stringMatching(/^out-of-(memory|time)$/),
      expect.toBeOneOf([null, expect.stringContaining('out of memory')]),
    ],
    [
      'is nested too deeply',
      `${'['.repeat(500_000)}`,
      expect.stringMatching(/not-a-script|script-failed/),
      expect.any(String),
    ],
  ])('%s', async (_, script, problem, detail) => {
    const url = page(script);
    expect(await ask(url)).toEqual({ kind: 'failed', url, problem, detail });
  });

  it('is no text', async () => {
    const bytes = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 167) % 256));
    expect(await ask(page((_, response) => response.end(bytes)))).toMatchObject({ problem: 'not-a-script' });
  });

  // The second to the fourth loop where a time limit inside the sandbox is not looked at.
  it('never ends', async () => {
    let peak = 0;
    const before = process.memoryUsage().rss;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss - before);
    }, 50);
    const loops = [
      'while (true) {}',
      'return Array.prototype.indexOf.call({ length: 9007199254740991 }, 1)',
      'return shExpMatch("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*ab")',
      'throw { get message() { for (;;); } }',
      'for (var all = []; ; ) try { all.push("x".repeat(1000) + all.length) } catch (error) {}',
    ];
    const answers = await Promise.all(loops.map((body) => ask(page(find(body)))));
    clearInterval(watch);
    expect(answers.map((answer) => answer?.kind === 'failed' && answer.problem)).toEqual(
      loops.map(() => 'out-of-time'),
    );
    expect(peak).toBeLessThan(512 * 1_048_576);
  });

  it('is interrupted', async () => {
    const loop = page(find('for (;;);'));
    const answers = await proxiesFromPac(loop, [host], AbortSignal.timeout(500));
    expect(answers.get(host)).toEqual({ kind: 'failed', url: loop, problem: 'interrupted', detail: null });
    expect((await proxiesFromPac(loop, [host], AbortSignal.abort())).get(host)).toMatchObject({
      problem: 'interrupted',
    });
  });
});

describe('loading', () => {
  const good = find('return "PROXY p.example:1"');

  it('follows redirects within http', async () => {
    const target = page(good);
    expect(await ask(page((_, response) => response.writeHead(302, { location: target }).end()))).toEqual(
      proxied('p.example', 1),
    );
  });

  it.each([
    ['to a file', 'file:///etc/passwd'],
    ['to FTP', 'ftp://127.0.0.1/proxy.pac'],
    ['to itself', ''],
  ])('does not follow a redirect %s', async (_, location) => {
    const url = page((request, response) =>
      response.writeHead(302, { location: location || (request.url ?? '') }).end(),
    );
    expect(await ask(url)).toEqual({ kind: 'failed', url, problem: 'not-loaded', detail: expect.any(String) });
  });

  it.each<[string, RequestListener, string, unknown]>([
    ['a refusal', (_, response) => response.writeHead(403).end(good), 'not-loaded', 'HTTP 403'],
    ['2 MB', (_, response) => response.end(good + ' '.repeat(2_097_152)), 'too-large', null],
    [
      '50 MB, compressed',
      (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(52_428_800, 32))),
      'too-large',
      null,
    ],
    [
      'a lie about compression',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(good),
      'not-loaded',
      expect.any(String),
    ],
    ['a closed connection', (request) => request.socket.destroy(), 'not-loaded', expect.any(String)],
    ['another protocol', (request) => request.socket.end('SSH-2.0-x\r\n'), 'not-loaded', expect.any(String)],
    ['silence', () => {}, 'out-of-time', null],
  ])('ends with %s', async (_, listener, problem, detail) => {
    const url = page(listener);
    expect(await ask(url, problem === 'out-of-time' ? 300 : 10_000)).toEqual({ kind: 'failed', url, problem, detail });
  });

  it('hangs up on an endless body, fast or slow', async () => {
    const hungUp: Promise<void>[] = [];
    const endless = (chunk: string, everyMs: number) =>
      page((_, response) => {
        const timer = setInterval(() => response.write(chunk), everyMs);
        hungUp.push(new Promise((settle) => response.on('close', () => settle(clearInterval(timer)))));
      });
    expect(await ask(endless('//'.repeat(65_536), 1), 10_000)).toMatchObject({ problem: 'too-large' });
    expect(await ask(endless('//', 20), 500)).toMatchObject({ problem: 'out-of-time' });
    await Promise.all(hungUp);
    expect(hungUp).toHaveLength(2);
  });

  it('says what the system said', async () => {
    expect(await ask('http://127.0.0.1:1/')).toMatchObject({ problem: 'not-loaded', detail: 'bad port' });
    const closed = createServer();
    await new Promise<void>((listening) => closed.listen(0, '127.0.0.1', listening));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ problem: 'not-loaded', detail: 'ECONNREFUSED' });
  });

  it.each([
    ['file:///C:/Users/marie/proxy.pac', 'file:'],
    ['C:\\Users\\marie\\proxy.pac', 'c:'],
    ['\\\\server\\marie\\proxy.pac', ''],
    ['ftp://marie:secret@pac.example/proxy.pac', 'ftp:'],
    ['data:application/javascript,marie', 'data:'],
    ['javascript:marie', 'javascript:'],
    ['', ''],
  ])('does not touch %s', async (url, shown) => {
    expect(await ask(url)).toEqual({ kind: 'failed', url: shown, problem: 'unsupported-url', detail: null });
  });

  it('neither sends nor tells credentials and query', async () => {
    const headers: unknown[] = [];
    pages.set('/secret.pac?token=hidden', (request, response) => {
      headers.push(request.headers.authorization);
      response.end('throw 1');
    });
    const answer = await ask(`${base.replace('//', '//marie:hidden@')}/secret.pac?token=hidden`);
    expect(answer).toMatchObject({ url: `${base}/secret.pac`, problem: 'script-failed' });
    expect(JSON.stringify(answer)).not.toMatch(/marie|hidden/);
    expect(headers).toEqual([undefined]);
  });

  it('goes through no proxy', async () => {
    const usual = getGlobalDispatcher();
    setGlobalDispatcher(new ProxyAgent('http://127.0.0.1:9'));
    try {
      expect(await ask(page(good))).toEqual(proxied('p.example', 1));
    } finally {
      setGlobalDispatcher(usual);
    }
  });
});
