/** All worlds that can be built, whether or not the program already concludes what it must. */
import type { Scenario } from '../scenario.ts';
import { benign } from './benign.ts';
import { dns } from './dns.ts';
import { service } from './service.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';

export const everyScenario: readonly Scenario[] = [...benign, ...dns, ...tcp, ...tls, ...service];
