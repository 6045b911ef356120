/**
 * A packet that was lost is no news. What contradicts the belief must be seen again before it is believed: a failure
 * three times in a row over 90 s, anything that works twice, 15 s apart (Gatus: 3 and 2; Nagios: soft and hard states).
 * What changes too often is unstable (Nagios, "Detection and Handling of State Flapping").
 */
import type { Standing } from '../advice/locale.ts';
import type { Verdict } from '../model/finding.ts';
import type { Result } from '../model/result.ts';
import { afterFailureMs, afterSuccessMs, intervalMs, retryAfterMs, whileFailingMs } from './pace.ts';

/** A verdict, where a failure that is the service's own is told from those that somebody here can do something about. */
export type Belief = Verdict | 'outage';

/** Looks in a row that contradict the belief. */
interface Streak {
  readonly belief: Belief;
  readonly looks: number;
  /** Looks in a row, since then, that could not tell. */
  readonly doubts: number;
  /** When the first of them was: for reckoning, and for people. */
  readonly at: number;
  readonly since: string;
  /** One of them answered a person, who should not see the icon fall back to what it showed before. */
  readonly asked: boolean;
}

export interface State {
  /** null: nothing yet. */
  readonly belief: Belief | null;
  /** The time of the look with which it began. */
  readonly since: string | null;
  readonly streak: Streak | null;
  /** Looks since the failure was believed, or since a person or a change of the network set the pace anew. */
  readonly failures: number;
  /** Changes between works, fails here and fails elsewhere, of the last hour. */
  readonly transitions: readonly { readonly at: number; readonly to: Belief }[];
  readonly unstable: boolean;
}

export interface Confirmation {
  readonly state: State;
  readonly believed: Belief | 'unstable' | null;
  /** The time of the look with which `believed` began; null where nothing is believed. */
  readonly since: string | null;
  /** hard: this look saw what is believed. soft: it saw something else, which is being checked. */
  readonly certainty: 'hard' | 'soft';
  /** `believed` is another than before this look. */
  readonly changed: boolean;
  readonly nextMs: number;
}

/** What is not in the result. */
export interface Moment {
  /** In ms, of a clock that nobody sets. */
  readonly now: number;
  /** At least 0 and less than 1. */
  readonly random: number;
  readonly asked: boolean;
  /** The usual one, while nothing is wrong. */
  readonly intervalMs: number;
}

const failuresToBelieve = 3;
const leastFailingMs = 90_000;
const successesToBelieve = 2;
const mostDoubts = 2;

const flaps = 4;
const flappingMs = 60 * 60_000;
const stableMs = 30 * 60_000;

export function begin(): State {
  return { belief: null, since: null, streak: null, failures: 0, transitions: [], unstable: false };
}

export function confirm(before: State, result: Result, moment: Moment): Confirmation {
  const state = learn(before, result, moment);
  const believed = visible(state);
  return {
    state,
    believed,
    since: state.since,
    certainty: state.streak === null ? 'hard' : 'soft',
    changed: believed !== visible(before),
    nextMs: Math.max(nextMs(state, moment), retryAfterMs(result)),
  };
}

/** What the icon shows: the truth as believed, and at once what a person's own test has found. */
export function shown(
  { believed, state }: Confirmation,
  { verdict }: Pick<Result, 'verdict'>,
  asked: boolean,
): Standing {
  if (asked || believed === null || state.streak?.asked) return verdict;
  return believed === 'outage' ? 'failing' : believed;
}

/** After sleep, or a pause, what was seen before it no longer counts as "in a row". */
export function afterGap(state: State): State {
  return { ...state, streak: null, failures: 0 };
}

/** On another network, what fails may soon work again. */
export function afterNetworkChange(state: State): State {
  return { ...state, failures: 0 };
}

export function works(belief: Belief | null): boolean {
  return belief === 'clear' || belief === 'impaired';
}

function visible({ unstable, belief }: State): Confirmation['believed'] {
  return unstable ? 'unstable' : belief;
}

function beliefOf({ verdict, findings }: Result): Belief {
  const critical = findings.filter(({ severity }) => severity === 'critical');
  const own = critical.length > 0 && critical.every(({ code }) => code === 'service-unavailable');
  return verdict === 'failing' && own ? 'outage' : verdict;
}

/** What has been believed for long, and is seen now, is stable. */
function settle(state: State, now: number): State {
  const last = state.transitions.at(-1);
  return state.unstable && last !== undefined && now - last.at >= stableMs
    ? { ...state, unstable: false, transitions: [] }
    : state;
}

function learn(state: State, result: Result, moment: Moment): State {
  const seen = beliefOf(result);
  const streak = seen === state.belief ? null : extend(state.streak, seen, result, moment);
  if (streak === null) return settle({ ...state, streak, failures: failuresAfter(state, seen, moment) }, moment.now);
  const told = seen !== 'inconclusive' || streak.belief === 'inconclusive';
  // Where nothing is believed, there is nothing that one success could contradict.
  const enough = works(streak.belief)
    ? state.belief === null || (streak.looks >= successesToBelieve && moment.now - streak.at >= afterSuccessMs)
    : streak.looks >= failuresToBelieve && moment.now - streak.at >= leastFailingMs;
  return told && enough ? adopt(state, streak, moment) : { ...state, streak };
}

function extend(streak: Streak | null, seen: Belief, { checkedAt }: Result, { now, asked }: Moment): Streak {
  const first: Streak = { belief: seen, looks: 1, doubts: 0, at: now, since: checkedAt, asked };
  if (streak === null) return first;
  const same = { ...streak, doubts: 0, asked: streak.asked || asked };
  if (seen === streak.belief) return { ...same, looks: streak.looks + 1 };
  // Little is learnt from a look that could not tell, until there are many.
  if (seen === 'inconclusive' && streak.doubts < mostDoubts) return { ...same, doubts: streak.doubts + 1 };
  const unlike = works(seen) !== works(streak.belief);
  if (unlike || seen === 'inconclusive' || streak.belief === 'inconclusive') return first;
  // Where failures disagree, the claim that accuses nobody is believed first.
  return { ...same, looks: streak.looks + 1, belief: seen === 'failing' ? streak.belief : seen };
}

function adopt(state: State, { belief, since }: Streak, moment: Moment): State {
  const { now } = moment;
  const failures = failuresAfter({ ...state, failures: 0 }, belief, moment);
  if (state.belief === null || group(belief) === group(state.belief))
    return { ...state, belief, since, streak: null, failures };
  const transitions = [...state.transitions, { at: now, to: belief }].filter(({ at }) => now - at <= flappingMs);
  const unstable = state.unstable || transitions.length >= flaps;
  return { belief, since, streak: null, failures, transitions, unstable };
}

/** From clear to impaired is no flap. */
function group(belief: Belief): 'works' | 'fails-here' | 'fails-elsewhere' {
  return works(belief) ? 'works' : belief === 'failing' ? 'fails-here' : 'fails-elsewhere';
}

function failuresAfter({ failures }: State, belief: Belief, { asked }: Moment): number {
  if (works(belief)) return 0;
  return asked ? 1 : failures + 1;
}

function nextMs({ streak, belief, failures }: State, { intervalMs: usualMs, random }: Moment): number {
  if (streak !== null) return works(streak.belief) ? afterSuccessMs : afterFailureMs(streak.looks, random);
  return works(belief) ? intervalMs(usualMs, random) : whileFailingMs(failures, random);
}
