/** A monitor without timers: looks when it is told to look next, in no time. */
import { begin, type Confirmation, confirm, shown } from '../../src/app/confirmation.ts';
import { type Notice, notices, type Told, toldNothing } from '../../src/app/notices.ts';
import { type Circumstances, resultOfSight, type Sight } from './sight.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const start = Date.parse('2026-11-23T09:00:00Z');

export interface Look {
  /** Counted from the start. */
  readonly at: number;
  readonly sight: Sight;
  readonly icon: string;
  readonly confirmation: Confirmation;
  readonly notice: Notice | null;
  readonly told: Told;
}

export interface Walk {
  /** What is to be seen at this time. */
  readonly world: (at: number) => Sight;
  readonly forMs: number;
  readonly random?: () => number;
  readonly pressedAt?: readonly number[];
  readonly circumstances?: (at: number) => Circumstances;
  readonly told?: Told;
  readonly muted?: (at: number) => boolean;
  readonly expectedIssuer?: string | null;
  /** What the time of day is ahead of the time that passes. */
  readonly clockAhead?: (at: number) => number;
}

export function walk({
  world,
  forMs,
  random = () => 0.5,
  pressedAt = [],
  circumstances = () => ({}),
  told: before = toldNothing,
  muted = () => false,
  expectedIssuer = null,
  clockAhead = () => 0,
}: Walk): Look[] {
  const looks: Look[] = [];
  const presses = [...pressedAt];
  let state = begin();
  let told = before;
  let at = 0;
  let asked = false;
  while (at <= forMs) {
    const sight = world(at);
    const time = start + at + clockAhead(at);
    const result = resultOfSight(sight, { checkedAt: new Date(time), ...circumstances(at) });
    const confirmation = confirm(state, result, { now: at, random: random(), asked, intervalMs: 5 * minuteMs });
    state = confirmation.state;
    const telling = notices(told, { result, confirmation, asked, muted: muted(at), expectedIssuer }, time);
    told = telling.told;
    looks.push({ at, sight, icon: shown(confirmation, result, asked), confirmation, ...telling });
    const [press = Number.POSITIVE_INFINITY] = presses;
    asked = press <= at + confirmation.nextMs;
    if (asked) presses.shift();
    at = asked ? press : at + confirmation.nextMs;
  }
  return looks;
}

/** clear at first, then what is given, each from its time on. */
export const from =
  (...parts: readonly (readonly [at: number, sight: Sight])[]) =>
  (at: number): Sight =>
    parts.findLast(([since]) => since <= at)?.[1] ?? 'clear';

export const kinds = (looks: readonly Look[]) => looks.flatMap(({ notice }) => (notice === null ? [] : [notice.kind]));
