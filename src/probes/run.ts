/** What all steps of one run share: its inputs, its signal, its socket budget, and the list of what was seen. */
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
   * round: what is needed to know that all is well, and no more. check: every address, both hello sizes, one request.
   * A round that meets a failure goes on as a check.
   */
  readonly depth: 'round' | 'check';
}

export interface Run {
  readonly plan: Plan;
  readonly signal: AbortSignal;
  /** Every step that holds sockets runs inside this gate, at most one open socket a step. */
  readonly gate: LimitFunction;
  readonly seen: Unnumbered<Observation>[];
}

/** A small office router may keep few connections; a diagnosis must not be the load that breaks it. */
const mostSockets = 8;

export function start(plan: Plan, signal: AbortSignal): Run {
  return { plan, signal, gate: pLimit(mostSockets), seen: [] };
}

/** Keeps an observation and hands it back. */
export function note<Seen extends Unnumbered<Observation>>(run: Run, seen: Seen): Seen {
  run.seen.push(seen);
  return seen;
}
