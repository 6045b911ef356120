/** All worlds that can be built, whether or not the program already concludes what it must. */
import type { Scenario } from '../scenario.ts';
import { benign } from './benign.ts';

export const everyScenario: readonly Scenario[] = [...benign];
