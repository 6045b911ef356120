/** One world: the honest network, and in what it misbehaves. Every world is built anew and shares only certificates. */
import { setTimeout as sleep } from 'node:timers/promises';
import { router } from './addresses.ts';
import { certificates, type Identity, type IdentityName } from './certificates.ts';
import { delayLink } from './delay.ts';
import { wire } from './links.ts';
import { folder, openRoom, type Room, searchPath } from './namespaces.ts';
import { honestOrigins, honestResolver, type Origin, originServer, publicResolver, type Server } from './servers.ts';

/** What makes one world differ from another. */
export interface World {
  /** What answers DNS questions on the router. */
  readonly resolver: Server;
  /** What answers at the addresses of public resolvers. */
  readonly publicResolver: Server;
  /** Further programs: proxies, filters, portals. */
  readonly middleboxes: readonly Server[];
  readonly origins: Readonly<Record<string, Origin>>;
  /** nft statements for packets between client and servers, first to match. */
  readonly forwarding: readonly string[];
  /** nft statements for packets that arrive from the client, before the router looks where they go. */
  readonly redirecting: readonly string[];
  /** What the client's system trusts besides the public root. */
  readonly trusted: readonly IdentityName[];
  readonly hostsFile: string;
  readonly nameservers: readonly string[];
  /** A line of resolv.conf(5), such as 'options timeout:1'. */
  readonly resolverOptions: string;
  /** What the client has an address and a way out of. */
  readonly clientFamilies: readonly ('ipv4' | 'ipv6')[];
  /** Routes of the client besides the default ones, as ip(8) reads them: 'prohibit 192.0.2.1'. */
  readonly clientRoutes: readonly string[];
  /** How long every packet of the client takes to its servers and back, besides the time that this machine needs. */
  readonly roundTripMs: number;
  /** Further files in the folder that all programs of the world see, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly link: 'up' | 'down';
  /** Added to the environment of the program. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the program is started with, as in `faketime '+1000 days'`. */
  readonly launcher: readonly string[];
  /** Settings besides publicRootsFile. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export const honestWorld: World = {
  resolver: honestResolver,
  publicResolver,
  middleboxes: [],
  origins: honestOrigins,
  forwarding: [],
  redirecting: [],
  trusted: [],
  hostsFile: '',
  nameservers: [router.ipv4],
  resolverOptions: '',
  clientFamilies: ['ipv4', 'ipv6'],
  clientRoutes: [],
  roundTripMs: 0,
  files: {},
  link: 'up',
  environment: {},
  launcher: [],
  settings: {},
};

/** The files that the program is given. */
export const settingsFile = `${folder}/settings.json`;
const publicRootsFile = `${folder}/public-roots.pem`;
const systemStoreFile = `${folder}/system-store.pem`;

export interface OpenWorld {
  readonly room: Room;
  readonly world: World;
}

/** Builds a world and returns when everything in it listens. */
export async function openWorld(changes: Partial<World>): Promise<OpenWorld> {
  const world = { ...honestWorld, ...changes };
  const identities = certificates();
  const room = await openRoom();
  try {
    const servers = [originServer(world.origins), world.publicResolver, world.resolver, ...world.middleboxes];
    const files = {
      'resolv.conf': `${world.nameservers.map((address) => `nameserver ${address}\n`).join('')}${world.resolverOptions}\n`,
      hosts: `127.0.0.1 localhost\n::1 localhost\n${world.hostsFile}`,
      'nsswitch.conf': 'hosts: files dns\n',
      'settings.json': JSON.stringify({ publicRootsFile, ...world.settings }),
      'public-roots.pem': identities.publicRoot.certificate,
      'system-store.pem': ['publicRoot' as const, ...world.trusted]
        .map((name) => identities[name].certificate)
        .join(''),
      ...Object.assign({}, ...Object.entries(identities).map(([name, identity]) => identityFiles(name, identity))),
      ...Object.assign({}, ...servers.map((server) => server.files)),
      ...world.files,
    };
    await Promise.all(Object.entries<string>(files).map(([name, content]) => room.write(name, content)));
    await wire(room, world);
    await startServers(room, servers);
    if (world.roundTripMs > 0) await delayLink({ room, world }, world.roundTripMs);
    await room.must(
      'client',
      ['ip', '-batch', '-'],
      world.clientRoutes.map((route) => `route add ${route}\n`).join(''),
    );
    if (world.link === 'down') await room.must('client', ['ip', 'link', 'set', 'eth0', 'down']);
    return { room, world };
  } catch (error) {
    await room.close();
    throw error;
  }
}

/** Every world has every key at hand, in the three shapes that servers ask for. */
const identityFiles = (name: string, { key, chain, certificate }: Identity) => ({
  [`${name}.key`]: key,
  [`${name}.chain`]: chain,
  [`${name}.pem`]: certificate + key,
});

/** A server that has not opened its sockets by then has failed; mitmproxy, the slowest, takes about two seconds. */
const readyWithinMs = 20_000;

async function startServers(room: Room, servers: readonly Server[]): Promise<void> {
  const said = new Map<Server, string>();
  for (const server of servers) {
    const child = room.start(server.role, server.command);
    const listen = (chunk: Buffer) => said.set(server, (said.get(server) ?? '') + chunk);
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
  }
  const until = performance.now() + readyWithinMs;
  for (const server of servers) {
    for (;;) {
      const open = await room.must(server.role, ['ss', '-Htuln']);
      const missing = server.listens.filter((socket) => !open.split('\n').some((line) => sameSocket(line, socket)));
      if (missing.length === 0) break;
      if (performance.now() > until)
        throw new Error(`${server.command.join(' ')} does not listen on ${missing.join(', ')}:\n${said.get(server)}`);
      await sleep(20);
    }
  }
}

const sameSocket = (line: string, socket: string) => {
  const [protocol, , , , local] = line.split(/\s+/);
  return `${protocol} ${local}` === socket;
};

/** The environment of whatever runs on the client: nothing of the runner's own. */
export function clientEnvironment({ environment }: World): Readonly<Record<string, string>> {
  return {
    PATH: `${folder}:${searchPath}`,
    HOME: `${folder}/home`,
    LANG: 'C.UTF-8',
    // Node takes the system's roots from these two: https://nodejs.org/docs/latest-v24.x/api/cli.html#--use-system-ca
    SSL_CERT_FILE: systemStoreFile,
    SSL_CERT_DIR: `${folder}/no-roots`,
    ...environment,
  };
}
