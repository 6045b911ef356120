/** What many worlds have in common. */
import { dataHost, installHost } from '../addresses.ts';
import type { Expectation, ExpectedFinding } from '../scenario.ts';

/** The data host is not reached, the other one is, and this is found. */
export const dataHostFails = (...findings: readonly ExpectedFinding[]): Expectation => ({
  exitCode: 2,
  verdict: 'failing',
  hosts: { [dataHost]: 'failing', [installHost]: 'clear' },
  findings,
});
