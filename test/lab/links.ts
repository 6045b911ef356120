/** The links between the three roles, their addresses and routes, and what the router does with packets. */
import { client, router, serverAddresses, uplink } from './addresses.ts';
import type { Role, Room } from './namespaces.ts';
import { watchRules } from './traffic.ts';
import type { World } from './world.ts';

/**
 * Addresses are usable at once without duplicate address detection. `gso_max_segs 1` keeps the kernel from passing
 * packets larger than the link's MTU between namespaces, which no real link would carry.
 */
export async function wire(room: Room, world: World): Promise<void> {
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
      ...world.clientFamilies.flatMap((family) => [
        `address add ${client[family]}/${family === 'ipv4' ? 24 : 64} dev eth0`,
        `route add default via ${router[family]}`,
      ]),
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
