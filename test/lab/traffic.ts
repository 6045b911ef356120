/** What the client sent: every TCP and UDP socket of its own, counted by the kernel as packets leave it. */
import type { Room } from './namespaces.ts';

/** One socket of the client and where it sent to. */
export interface Flow {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  /** Sent, retransmissions included. */
  readonly packets: number;
}

/**
 * Counted at the client's output hook, before any router can redirect or drop, and on loopback too: a connection to
 * 0.0.0.0 goes to this computer itself. Answers are not counted: by this priority conntrack (-200) has told them apart.
 */
export const watchRules = `
table inet watch {
  set flows4 { type inet_proto . ipv4_addr . inet_service . inet_service; flags dynamic; size 65535; counter; }
  set flows6 { type inet_proto . ipv6_addr . inet_service . inet_service; flags dynamic; size 65535; counter; }
  chain sent { type filter hook output priority -150;
    ct direction reply return
    meta nfproto ipv4 meta l4proto { tcp, udp } update @flows4 { meta l4proto . ip daddr . th dport . th sport }
    meta nfproto ipv6 meta l4proto { tcp, udp } update @flows6 { meta l4proto . ip6 daddr . th dport . th sport }
  }
}
`;

interface Listed {
  readonly nftables: readonly {
    readonly set?: {
      readonly elem?: readonly {
        readonly elem: {
          readonly val: { readonly concat: readonly [string, string, number, number] };
          readonly counter: { readonly packets: number };
        };
      }[];
    };
  }[];
}

/** All flows since the world began, or since they were last forgotten. */
export async function readTraffic(room: Room): Promise<readonly Flow[]> {
  const listed: Listed = JSON.parse(await room.must('client', ['nft', '-j', 'list', 'table', 'inet', 'watch']));
  return listed.nftables
    .flatMap(({ set }) => set?.elem ?? [])
    .map(({ elem: { val, counter } }) => ({
      protocol: val.concat[0] === 'tcp' ? 'tcp' : 'udp',
      address: val.concat[1],
      port: val.concat[2],
      packets: counter.packets,
    }));
}

export async function forgetTraffic(room: Room): Promise<void> {
  await room.must('client', ['nft', '-f', '-'], 'flush set inet watch flows4\nflush set inet watch flows6\n');
}
