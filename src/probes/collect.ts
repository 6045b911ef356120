/** The protocol of a run. */
import { isIP } from 'node:net';
import program from '../../package.json' with { type: 'json' };
import type { Evidence } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import { investigate } from './experiments.ts';
import { warmUp } from './http.ts';
import { type Plan, type Run, start } from './run.ts';
import type { Unnumbered } from './stopwatch.ts';
import { type Reached, visitBeside, visitDirectly, visitThroughProxy } from './visit.ts';

/** Time to hand over what was seen, out of the time for the whole check. */
const handOverMs = 500;

/**
 * Visits every host as the connector would; asks further only where a visit fails. Ends within `timeoutsMs.check`; what
 * was not known by then, or when `signal` fires, is recorded as `interrupted`. Never rejects.
 */
export async function collect(plan: Plan, signal: AbortSignal): Promise<Evidence> {
  const checkedAt = new Date();
  const budget = AbortSignal.timeout(Math.max(0, plan.settings.timeoutsMs.check - handOverMs));
  const run = start(plan, AbortSignal.any([signal, budget]));
  // Node compiles its patterns of addresses at their first use, which would else delay the end of the first lookup.
  isIP('localhost');
  const examined = plan.settings.hosts.map((host) => examine(run, host));
  // The lookups are under way: what takes time to prepare is prepared while they are awaited.
  prepare(plan);
  await Promise.all(examined);
  await Promise.all(run.background);
  return {
    version: 1,
    program: { version: program.version, node: process.version, platform: process.platform },
    checkedAt: checkedAt.toISOString(),
    elapsedMs: spanOf(run.seen),
    hosts: [...plan.settings.hosts],
    computer: plan.computer,
    observations: numbered(run.seen),
  };
}

/** Reads the roots into TLS contexts, and loads the HTTP parser where a request is to be made. */
function prepare({ roots, depth }: Plan): void {
  roots.context('bundled', 'small');
  if (depth === 'round') return;
  roots.context('bundled', 'large');
  void warmUp();
}

async function examine(run: Run, host: string): Promise<void> {
  const proxy = run.plan.proxies.get(host);
  const visit = (depth: Plan['depth']): Promise<Reached> => {
    const thorough = { ...run, plan: { ...run.plan, depth } };
    return proxy === undefined
      ? visitDirectly(thorough, host, () => run.background.push(investigate(run, host)))
      : visitThroughProxy(thorough, host, proxy, 'target');
  };
  const first = visit(run.plan.depth);
  const otherRoute = run.plan.depth === 'check' && proxy !== undefined ? visitBeside(run, host, 'other-route') : null;
  if ((await first) !== 'public') {
    if (run.plan.depth === 'round' && proxy === undefined) await visit('check');
    await investigate(run, host);
  }
  await otherRoute;
}

/** From the start of the first operation to the end of the last. */
function spanOf(seen: readonly Unnumbered<Observation>[]): number {
  const starts = seen.map(({ startedAt }) => Date.parse(startedAt));
  const ends = seen.map(({ startedAt, elapsedMs }) => Date.parse(startedAt) + elapsedMs);
  return seen.length === 0 ? 0 : Math.round((Math.max(...ends) - Math.min(...starts)) * 10) / 10;
}

/** Ids in the order in which the operations began: dns-1, dns-2, tcp-1, ... */
function numbered(seen: readonly Unnumbered<Observation>[]): Observation[] {
  const counts = new Map<string, number>();
  return seen
    .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt))
    .map((unnumbered) => {
      const count = (counts.get(unnumbered.kind) ?? 0) + 1;
      counts.set(unnumbered.kind, count);
      return { id: `${unnumbered.kind}-${count}`, ...unnumbered } as Observation;
    });
}
