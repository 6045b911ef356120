/** What all steps of one run share: its inputs, its signal, its budgets, and the list of what was seen. */
import pLimit, { type LimitFunction } from 'p-limit';
import type { Computer } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import type { Settings } from '../model/settings.ts';
import type { ProxyServer } from './proxy.ts';
import type { Roots } from './roots.ts';
import type { Unnumbered } from './stopwatch.ts';

/** The inputs of a run. */
export interface Plan {
  readonly settings: Pick<Settings, 'hosts' | 'controls' | 'timeoutsMs'>;
  readonly computer: Computer;
  /** Hosts that are reached through a proxy; the others are reached directly. */
  readonly proxies: ReadonlyMap<string, ProxyServer>;
  readonly roots: Roots;
  /**
   * round: what is needed to know that all is well, and no more. check: every address, both hello sizes, one request, the
   * other route. A round that meets a failure goes on as a check.
   */
  readonly depth: 'round' | 'check';
}

export interface Run {
  readonly plan: Plan;
  readonly signal: AbortSignal;
  /** Every step that holds sockets runs inside this gate, at most one open socket a step. */
  readonly gate: LimitFunction;
  /** One CONNECT after the other, so that a proxy which closes the first is not asked a second time. */
  readonly proxyGate: LimitFunction;
  readonly proxyAttempts: { count: number; readonly givenUp: Set<string> };
  readonly seen: Unnumbered<Observation>[];
  /** Steps that others need not wait for, but the run must. */
  readonly background: Promise<unknown>[];
  readonly made: Map<string, Promise<unknown>>;
}

/** A small office router may keep few connections; a diagnosis must not be the load that breaks it. */
const mostSockets = 8;

export function start(plan: Plan, signal: AbortSignal): Run {
  return {
    plan,
    signal,
    gate: pLimit(mostSockets),
    proxyGate: pLimit(1),
    proxyAttempts: { count: 0, givenUp: new Set() },
    seen: [],
    background: [],
    made: new Map(),
  };
}

/** Keeps an observation and hands it back. */
export function note<Seen extends Unnumbered<Observation>>(run: Run, seen: Seen): Seen {
  run.seen.push(seen);
  return seen;
}

/** Makes something at most once a run; whoever asks later gets the same. */
export function once<Value>(run: Run, name: string, make: () => Promise<Value>): Promise<Value> {
  const made = run.made.get(name) ?? make();
  run.made.set(name, made);
  return made as Promise<Value>;
}
