/** One world: the honest network, and in what it misbehaves. Every world is built anew and shares only certificates. */
import { setTimeout as sleep } from 'node:timers/promises';
import { client, router, serverAddresses, uplink } from './addresses.ts';
import { certificates, type Identity, type IdentityName } from './certificates.ts';
import { folder, openRoom, type Role, type Room, searchPath } from './namespaces.ts';
import { honestOrigins, honestResolver, type Origin, originServer, publicResolver, type Server } from './servers.ts';
import { watchRules } from './traffic.ts';

/** What makes one world differ from another. */
export interface World {
  /** What answers DNS questions on the router. */
  readonly resolver: Server;
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
  middleboxes: [],
  origins: honestOrigins,
  forwarding: [],
  redirecting: [],
  trusted: [],
  hostsFile: '',
  nameservers: [router.ipv4],
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
    const servers = [originServer(world.origins), publicResolver, world.resolver, ...world.middleboxes];
    const files = {
      'resolv.conf': `${world.nameservers.map((address) => `nameserver ${address}\n`).join('')}`,
      hosts: `127.0.0.1 localhost\n::1 localhost\n${world.hostsFile}`,
      'nsswitch.conf': 'hosts: files dns\n',
      'settings.json': JSON.stringify({ publicRootsFile, ...world.settings }),
      'public-roots.pem': identities.publicRoot.certificate,
      'system-store.pem': ['publicRoot' as const, ...world.trusted]
        .map((name) => identities[name].certificate)
        .join(''),
      ...Object.assign({}, ...Object.entries(identities).map(([name, identity]) => identityFiles(name, identity))),
      ...Object.assign({}, ...servers.map((server) => server.files)),
    };
    await Promise.all(Object.entries<string>(files).map(([name, content]) => room.write(name, content)));
    await wire(room, world);
    await startServers(room, servers);
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

/**
 * Addresses are usable at once without duplicate address detection. `gso_max_segs 1` keeps the kernel from passing
 * packets larger than the link's MTU between namespaces, which no real link would carry.
 */
async function wire(room: Room, world: World): Promise<void> {
  await room.must(
    'router',
    ['ip', '-batch', '-'],
    [
      'link add toclient gso_max_segs 1 type veth peer name eth0 gso_max_segs 1 netns client',
      'link add toservers gso_max_segs 1 type veth peer name eth0 gso_max_segs 1 netns servers',
    ].join('\n'),
  );
  const up = (role: Role, lines: readonly string[], after = '') =>
    room.must(
      role,
      ['sh', '-ec', `for f in /proc/sys/net/ipv6/conf/*/accept_dad; do echo 0 > $f; done; ip -batch -; ${after}`],
      lines.join('\n'),
    );
  await Promise.all([
    up('client', [
      'link set lo up',
      'link set eth0 up',
      `address add ${client.ipv4}/24 dev eth0`,
      `address add ${client.ipv6}/64 dev eth0`,
      `route add default via ${router.ipv4}`,
      `route add default via ${router.ipv6}`,
    ]),
    up(
      'router',
      [
        'link set lo up',
        'link set toclient up',
        'link set toservers up',
        `address add ${router.ipv4}/24 dev toclient`,
        `address add ${router.ipv6}/64 dev toclient`,
        `address add ${uplink.router.ipv4}/24 dev toservers`,
        `address add ${uplink.router.ipv6}/64 dev toservers`,
        'route add blackhole 0.0.0.0/0',
        'route add blackhole ::/0',
        ...serverAddresses.map(
          (address) => `route add ${address} via ${address.includes(':') ? uplink.servers.ipv6 : uplink.servers.ipv4}`,
        ),
      ],
      'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding',
    ),
    up('servers', [
      'link set lo up',
      'link set eth0 up',
      `address add ${uplink.servers.ipv4}/24 dev eth0`,
      `address add ${uplink.servers.ipv6}/64 dev eth0`,
      ...serverAddresses.map((address) => `address add ${address} dev lo`),
      `route add default via ${uplink.router.ipv4}`,
      `route add default via ${uplink.router.ipv6}`,
    ]),
  ]);
  await Promise.all([
    room.must('client', ['nft', '-f', '-'], watchRules),
    room.must('router', ['nft', '-f', '-'], routerRules(world)),
  ]);
}

const routerRules = ({ forwarding, redirecting }: World) => `
table inet lab {
  chain passing { type filter hook forward priority 0;
    ${forwarding.join('\n    ')}
  }
  chain arriving { type nat hook prerouting priority dstnat;
    ${redirecting.map((statement) => `iifname "toclient" ${statement}`).join('\n    ')}
  }
}
`;

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
