/** When to look again, and how often a thing must be seen before it is believed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../model/result.ts';
import { begin, type Confirmation, confirm } from './confirmation.ts';

export interface Watch {
  /** Looks at the network: a round, or a check where a person asked. */
  readonly look: (depth: 'round' | 'check', signal: AbortSignal) => Promise<Result>;
  readonly onLooking: () => void;
  /** asked: a person wanted to know. confirmation: what is believed now, and whether that has just changed. */
  readonly onResult: (result: Result, seen: { readonly asked: boolean; readonly confirmation: Confirmation }) => void;
  readonly intervalMs: number;
}

export interface Monitor {
  /** Looks at once. A press while it is looking already is no second press. */
  readonly test: () => void;
  /** Settles when the signal has fired and the last look is over. Rejects only with what `look` or a listener threw. */
  readonly finished: Promise<void>;
}

/** Looks until the signal fires. */
export function monitor(watch: Watch, signal: AbortSignal): Monitor {
  let wake = new AbortController();
  let asked = false;

  async function watchOn(): Promise<void> {
    let state = begin();
    while (!signal.aborted) {
      const answering = asked;
      asked = false;
      watch.onLooking();
      const result = await watch.look(answering ? 'check' : 'round', signal);
      if (signal.aborted) return;
      const confirmation = confirm(state, result, Date.now(), watch.intervalMs);
      state = confirmation.state;
      // A press during the look was for a look that was under way: its result answers the press.
      watch.onResult(result, { asked: answering || asked, confirmation });
      asked = false;
      wake = new AbortController();
      await sleep(confirmation.nextMs, undefined, { signal: AbortSignal.any([signal, wake.signal]) }).catch(() => {});
    }
  }

  return {
    test() {
      asked = true;
      wake.abort();
    },
    finished: watchOn(),
  };
}
