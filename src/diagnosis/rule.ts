import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Account } from './reading.ts';

/** Pure: no clock, no I/O, no log. A rule that cannot judge says nothing. */
export type Rule = (evidence: Evidence, accounts: readonly Account[]) => readonly Finding[];
