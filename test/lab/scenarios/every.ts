/** All worlds, by what misbehaves. A new one is one literal in the file of its kind; the lab's test plays it from then on. */
import type { Scenario } from '../scenario.ts';
import { combined } from './combined.ts';
import { computer } from './computer.ts';
import { dns } from './dns.ts';
import { hello } from './hello.ts';
import { innocent } from './innocent.ts';
import { pages } from './pages.ts';
import { resolvers } from './resolvers.ts';
import { routes } from './routes.ts';
import { service } from './service.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';

export const everyScenario: readonly Scenario[] = [
  ...innocent,
  ...dns,
  ...resolvers,
  ...tcp,
  ...routes,
  ...hello,
  ...tls,
  ...pages,
  ...service,
  ...computer,
  ...combined,
];
