/** One run, from the settings to the result. */

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { advise } from '../advice/advise.ts';
import type { Locale } from '../advice/locale.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Result } from '../model/result.ts';
import type { Settings } from '../model/settings.ts';
import { readComputer } from '../platform/computer.ts';
import { networkKey } from '../platform/network.ts';
import { chooseRoutes } from '../platform/routes.ts';
import { collect } from '../probes/collect.ts';
import { openRoots } from '../probes/roots.ts';
import type { Plan } from '../probes/run.ts';
import { type Entry, lastReachedIn } from './journal.ts';
import { Problem } from './problem.ts';
import { ownNames, redact } from './redaction.ts';

/** Looks at the network once. Everything that can change between two runs is read anew. */
export async function check(
  settings: Settings,
  publicRoots: readonly string[] | null,
  journal: readonly Entry[],
  depth: Plan['depth'],
  locale: Locale,
  signal: AbortSignal,
): Promise<Result> {
  const { hosts } = settings;
  const { choices, proxies, autoconfig } = await chooseRoutes(hosts, settings, signal);
  const facts = readComputer(hosts);
  const network = networkKey(
    facts.resolvers,
    choices.map(({ proxy }) => proxy),
  );
  const lastReached = hosts.map((host) => lastReachedIn(journal, host, network));
  const computer = { ...facts, routes: [...choices], autoconfig, network, lastReached };
  const plan: Plan = { settings, computer, proxies, roots: openRoots(publicRoots), depth };
  return resultOf(redact(await collect(plan, signal), ownNames()), locale);
}

/** What follows from the evidence; the same for a replay. */
export function resultOf(evidence: Evidence, locale: Locale): Result {
  const diagnosis = diagnose(evidence);
  return {
    schemaVersion: 1,
    checkedAt: evidence.checkedAt,
    elapsedMs: evidence.elapsedMs,
    verdict: diagnosis.verdict,
    hosts: [...diagnosis.hosts],
    findings: advise(diagnosis, locale),
    evidence,
  };
}

/**
 * The PEM certificates of `publicRootsFile`.
 * @throws Problem where the file is missing, empty or no PEM
 */
export function readPublicRoots({ publicRootsFile: file }: Settings, locale: Locale): readonly string[] | null {
  if (file === null) return null;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(locale.problem.unreadable(file, (error as Error).message));
  }
  const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (pems.length === 0 || !pems.every(isCertificate)) throw new Problem(locale.problem.noCertificates(file));
  return pems;
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
