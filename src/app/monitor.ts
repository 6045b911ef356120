/** When to look. What is believed of what was seen, `confirmation.ts` says; who is told of it, `notices.ts`. */
import type { Result } from '../model/result.ts';
import { afterGap, afterNetworkChange, begin, type Confirmation, confirm, works } from './confirmation.ts';
import { afterNetworkChangeMs, afterResumeMs, betweenTestsMs, mostAfterNetworkChangeMs } from './pace.ts';

export interface Watch {
  /** Looks at the network: a round while all is well, else a check. */
  readonly look: (depth: 'round' | 'check', signal: AbortSignal) => Promise<Result>;
  /** Once before each `onResult`: as the look begins, or already when a person asks for it. */
  readonly onLooking: () => void;
  /** asked: a person wanted to know. */
  readonly onResult: (result: Result, seen: { readonly asked: boolean; readonly confirmation: Confirmation }) => void;
  /** While nothing is wrong. */
  readonly intervalMs: number;
}

export interface Monitor {
  /** Looks at once, also during a pause. A press while it is looking already is answered by what that finds. */
  readonly test: () => void;
  /** Does not look by itself for so long. */
  readonly pause: (durationMs: number) => void;
  /** Ends a pause, and looks. */
  readonly resume: () => void;
  /** When the pause ends, in ms since 1970; null: it is not paused. */
  readonly pausedUntil: () => number | null;
  /** The network is another, or the computer has slept: looks soon. */
  readonly changed: (kind: 'network' | 'resume') => void;
  /** Settles when the signal has fired and the last look is over. Rejects only with what `look` or a listener threw. */
  readonly finished: Promise<void>;
}

/** A longer wait overflows the timer, which then fires at once (Node.js, "setTimeout"). */
const longestWaitMs = 2 ** 31 - 1;

/** Looks until the signal fires. Between looks it keeps one timer, and no other. */
export function monitor(watch: Watch, signal: AbortSignal, startDelayMs = 0): Monitor {
  let state = begin();
  let depth: 'round' | 'check' = 'round';
  let announced = false;
  let asked = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** Times of the clock that nobody sets. */
  let dueAt = now() + startDelayMs;
  let awakeAt = dueAt;
  let changedAt: number | null = null;
  let pause: { readonly until: number; readonly endAt: number } | null = null;
  let wake = () => {};

  function announce(): void {
    if (announced) return;
    announced = true;
    watch.onLooking();
  }

  async function rest(): Promise<void> {
    while (!signal.aborted) {
      const waitMs = (asked ? askedAt + betweenTestsMs : Math.max(dueAt, pause?.endAt ?? 0)) - now();
      if (waitMs <= 0) return;
      const woken = Promise.withResolvers<void>();
      wake = woken.resolve;
      const timer = setTimeout(wake, Math.min(Math.ceil(waitMs), longestWaitMs));
      await woken.promise;
      clearTimeout(timer);
    }
  }

  async function lookOnce(): Promise<void> {
    const answering = asked;
    asked = false;
    if (answering) askedAt = now();
    if (pause !== null && pause.endAt <= now()) pause = null;
    dueAt = Number.POSITIVE_INFINITY;
    changedAt = null;
    announce();
    const result = await watch.look(answering ? 'check' : depth, signal);
    if (signal.aborted) return;
    const seen = { asked: answering || asked };
    asked = false;
    announced = false;
    const moment = { ...seen, now: now(), random: Math.random(), intervalMs: watch.intervalMs };
    const confirmation = confirm(state, result, moment);
    state = confirmation.state;
    // A round does not see all that a check sees: what is wrong is looked at as thoroughly until it is over.
    depth = works(result.verdict) && (state.belief === null || works(state.belief)) ? 'round' : 'check';
    // A change during the look may have asked for an earlier one.
    dueAt = Math.max(awakeAt, Math.min(dueAt, now() + confirmation.nextMs));
    watch.onResult(result, { ...seen, confirmation });
  }

  async function watchOn(): Promise<void> {
    const onAbort = () => wake();
    signal.addEventListener('abort', onAbort);
    try {
      for (await rest(); !signal.aborted; await rest()) await lookOnce();
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    test() {
      asked = true;
      announce();
      wake();
    },
    pause(durationMs) {
      pause = { until: Date.now() + durationMs, endAt: now() + durationMs };
      state = afterGap(state);
      wake();
    },
    resume() {
      if (pause === null) return;
      pause = null;
      dueAt = now();
      wake();
    },
    pausedUntil: () => (pause === null || pause.endAt <= now() ? null : pause.until),
    changed(kind) {
      if (kind === 'resume') {
        state = afterGap(state);
        awakeAt = now() + afterResumeMs(Math.random());
        dueAt = awakeAt;
        // Timers stand still while the computer sleeps, the hour that a person had in mind does not.
        if (pause !== null) pause = { ...pause, endAt: Math.min(pause.endAt, now() + pause.until - Date.now()) };
      } else {
        state = afterNetworkChange(state);
        changedAt ??= now();
        const settledAt = Math.min(now() + afterNetworkChangeMs, changedAt + mostAfterNetworkChangeMs);
        dueAt = Math.max(awakeAt, settledAt);
      }
      wake();
    },
    finished: watchOn(),
  };
}

/** Not the time of day, which people and time servers set. */
function now(): number {
  return performance.now();
}
