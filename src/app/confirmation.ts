/**
 * A packet that was lost is no news. A failure is believed after three in a row that span 90 s, recovery after two, 15 s
 * apart (Gatus: 3 and 2; Nagios: soft and hard states). Between the first failure and belief, looks follow quickly.
 */
import type { Verdict } from '../model/finding.ts';
import type { Result } from '../model/result.ts';

/** good: the connector gets through. bad: it does not. */
type Side = 'good' | 'bad';

export interface State {
  /** The result that is believed; null before the first. */
  readonly believed: Verdict | null;
  /** Looks in a row that contradict the belief, and when the first of them was. */
  readonly contradictions: number;
  readonly contradictedAt: number | null;
  /** Looks in a row that failed after the failure was believed. */
  readonly failures: number;
}

export interface Confirmation {
  readonly state: State;
  /** The belief has just changed from one side to the other. */
  readonly changed: boolean;
  readonly nextMs: number;
}

const failuresToBelieve = 3;
const leastFailingMs = 90_000;
const recoveriesToBelieve = 2;
const recheckMs = [10_000, 30_000, 60_000] as const;
const recoveryRecheckMs = 15_000;
/** While it fails: back-off with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
const failingMs = [60_000, 120_000, 300_000, 900_000] as const;

export function begin(): State {
  return { believed: null, contradictions: 0, contradictedAt: null, failures: 0 };
}

export function confirm(state: State, { verdict }: Result, now: number, intervalMs: number): Confirmation {
  const side = sideOf(verdict);
  if (side === null) return { state, changed: false, nextMs: jittered(intervalMs) };
  const believedSide = state.believed === null ? 'good' : (sideOf(state.believed) ?? 'good');
  if (side === believedSide) return agree(state, verdict, side, intervalMs);
  const contradictions = state.contradictions + 1;
  const contradictedAt = state.contradictedAt ?? now;
  const enough =
    side === 'bad'
      ? contradictions >= failuresToBelieve && now - contradictedAt >= leastFailingMs
      : contradictions >= recoveriesToBelieve;
  if (enough) return { ...agree(begin(), verdict, side, intervalMs), changed: true };
  const nextMs = side === 'bad' ? pick(recheckMs, contradictions - 1) : recoveryRecheckMs;
  return { state: { ...state, contradictions, contradictedAt }, changed: false, nextMs };
}

function agree(state: State, verdict: Verdict, side: Side, intervalMs: number): Confirmation {
  const failures = side === 'bad' ? state.failures + 1 : 0;
  const nextMs = side === 'bad' ? Math.round(Math.random() * pick(failingMs, failures - 1)) : jittered(intervalMs);
  return {
    state: { believed: verdict, contradictions: 0, contradictedAt: null, failures },
    changed: false,
    nextMs: Math.max(nextMs, 5_000),
  };
}

/** Nothing is learnt from a look that could not tell. */
function sideOf(verdict: Verdict): Side | null {
  if (verdict === 'inconclusive') return null;
  return verdict === 'clear' || verdict === 'impaired' ? 'good' : 'bad';
}

function pick(steps: readonly number[], index: number): number {
  return steps[Math.min(index, steps.length - 1)] ?? 0;
}

/** A random phase, so that a thousand computers do not ask at once. */
function jittered(intervalMs: number): number {
  return Math.round(intervalMs * (0.8 + Math.random() * 0.4));
}
