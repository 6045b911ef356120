/**
 * How long to wait before the next look. `random` is at least 0 and less than 1: with it, a thousand computers that were
 * started by the same power cut do not ask at the same moment (AWS Builders' Library, "Timeouts, retries, and backoff
 * with jitter").
 */
import type { Result } from '../model/result.ts';

/** Started at login, when the network is still coming up and every program wants it. */
export function afterLoginMs(random: number): number {
  return between(60_000, 120_000, random);
}

/** While nothing is wrong. */
export function intervalMs(usualMs: number, random: number): number {
  return between(usualMs * 0.8, usualMs * 1.2, random);
}

/** Four failures, after which 90 s have passed whatever the jitter. Source for quick rechecks: Nagios, "State Types". */
const recheckMs = [10_000, 30_000, 60_000] as const;

/** After failures in a row that are not yet believed. */
export function afterFailureMs(failures: number, random: number): number {
  const step = pick(recheckMs, failures - 1);
  return between(step, step * 1.1, random);
}

/** Until the look that may confirm that something works. */
export const afterSuccessMs = 15_000;

const failingMs = [60_000, 120_000, 300_000, 900_000] as const;

/** While it is known to fail: back-off with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
export function whileFailingMs(looks: number, random: number): number {
  return between(5_000, pick(failingMs, looks - 1), random);
}

/** A network that has just changed changes again: its addresses come one by one. */
export const afterNetworkChangeMs = 5_000;
/** However often it changes. */
export const mostAfterNetworkChangeMs = 30_000;

/** Wi-Fi, VPN and DNS need their time after sleep. */
export function afterResumeMs(random: number): number {
  return between(15_000, 30_000, random);
}

/** A person's tests begin at least this far apart. */
export const betweenTestsMs = 5_000;

/** Longer than this, the icon would be wrong for too long after the service is back. */
const mostRetryAfterMs = 60 * 60_000;

/** What the service asked for (RFC 9110, 10.2.3: seconds or a date); 0 where it asked for nothing. */
export function retryAfterMs({ findings, checkedAt }: Pick<Result, 'findings' | 'checkedAt'>): number {
  const asked = findings.map((finding) => (finding.code === 'service-unavailable' ? (finding.retryAfter ?? '') : ''));
  const waits = asked.map((text) =>
    /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.parse(checkedAt),
  );
  return Math.min(Math.max(0, ...waits.filter((wait) => !Number.isNaN(wait))), mostRetryAfterMs);
}

function between(leastMs: number, mostMs: number, random: number): number {
  return Math.round(leastMs + random * (mostMs - leastMs));
}

function pick(steps: readonly number[], index: number): number {
  return steps[Math.min(index, steps.length - 1)] ?? 0;
}
