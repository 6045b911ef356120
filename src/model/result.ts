import { z } from 'zod';
import { Evidence } from './evidence.ts';
import { Finding, HostVerdict, Verdict } from './finding.ts';

const Words = z.object({ title: z.string(), meaning: z.string(), remedy: z.string() });
export type Words = z.infer<typeof Words>;

/** What `check --json` prints and the journal keeps. A public contract. */
export const Result = z.object({
  schemaVersion: z.literal(1),
  checkedAt: z.iso.datetime(),
  elapsedMs: z.number().nonnegative(),
  verdict: Verdict,
  hosts: z.array(HostVerdict),
  findings: z.array(z.intersection(Finding, Words)),
  evidence: Evidence,
});
export type Result = z.infer<typeof Result>;
