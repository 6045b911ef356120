/** How long a healthy check takes, against the round trips that it cannot do without, and beside others. */
import { delayLink } from '../test/lab/delay.ts';
import { openWorld } from '../test/lab/world.ts';
import { contenders, layOutRoots, type Sample, startExporter } from './contenders.ts';
import { rounded, type Spread, shown, spread, table } from './numbers.ts';

const roundTripMs = 100;
/** The name, the connection, the handshake of TLS 1.3 (RFC 8446, section 2), the request. */
const roundTrips = 4;
const leastMs = roundTripMs * roundTrips;

export interface Race {
  readonly leastMs: number;
  /** How exact the delay line is, by ping(8). */
  readonly pingMs: { readonly min: number; readonly mean: number; readonly max: number };
  readonly contenders: readonly {
    readonly name: string;
    readonly elapsedMs: Spread;
    readonly ratio: number;
    readonly wallMs: Spread | null;
    readonly steps: Readonly<Record<'dns' | 'tcp' | 'tls' | 'http', Spread>>;
  }[];
}

export async function race(rounds: number, say: (line: string) => void): Promise<Race> {
  const open = await openWorld({});
  try {
    const { room } = open;
    await layOutRoots(open);
    await delayLink(open, roundTripMs);
    await startExporter(open);
    const pings = await room.must('client', ['ping', '-c', '10', '-i', '0.2', 'connectors.codat.io']);
    const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
    // Everyone in turn, so that a busy moment of the machine is busy for all. The first turn warms caches and is not kept.
    for (let round = -1; round < rounds; round++) {
      say(`healthy, ${round + 1} of ${rounds}`);
      for (const { name, sample } of contenders) {
        const taken = await sample(open);
        if (round >= 0) samples.get(name)?.push(taken);
      }
    }
    return {
      leastMs,
      pingMs: readPing(pings),
      contenders: [...samples].map(([name, taken]) => {
        const of = (key: keyof Sample) => spread(taken.map((sample) => sample[key] ?? Number.NaN));
        const elapsedMs = of('elapsedMs');
        return {
          name,
          elapsedMs,
          ratio: elapsedMs.median / leastMs,
          wallMs: taken[0]?.wallMs === null ? null : of('wallMs'),
          steps: { dns: of('dns'), tcp: of('tcp'), tls: of('tls'), http: of('http') },
        };
      }),
    };
  } finally {
    await open.room.close();
  }
}

/** Its last line, which alone has decimals: `rtt min/avg/max/mdev = 100.516/100.760/100.972/0.129 ms`. */
function readPing(said: string): Race['pingMs'] {
  const [min = Number.NaN, mean = Number.NaN, max = Number.NaN] = (/= ([\d./]+) ms/.exec(said)?.[1] ?? '')
    .split('/')
    .map(Number);
  return { min, mean, max };
}

export function showRace({ leastMs, pingMs, contenders }: Race): string {
  return [
    `HEALTHY: both hosts side by side; ${roundTrips} round trips of ${roundTripMs} ms = ${leastMs} ms (ping: ${pingMs.min} to ${pingMs.max} ms, mean ${pingMs.mean})`,
    '',
    table([
      ['', 'elapsed ms (min to max)', 'of 4 round trips', 'whole process ms'],
      ...contenders.map(({ name, elapsedMs, ratio, wallMs }) => [
        name,
        shown(elapsedMs),
        rounded(ratio, 3),
        wallMs === null ? '-' : shown(wallMs, 0),
      ]),
    ]),
    '',
    'Median time after which the slower host was through with a step:',
    '',
    table([
      ['', 'name', 'connection', 'handshake', 'answer'],
      ...contenders.map(({ name, steps: { dns, tcp, tls, http } }) => [
        name,
        ...[dns, tcp, tls, http].map(({ median }) => rounded(median)),
      ]),
    ]),
  ].join('\n');
}
