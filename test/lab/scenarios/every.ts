/** All worlds that can be built. */
import type { Scenario } from '../scenario.ts';
import { benign } from './benign.ts';
import { computer } from './computer.ts';
import { dns } from './dns.ts';
import { hello } from './hello.ts';
import { pages } from './pages.ts';
import { resolvers } from './resolvers.ts';
import { routes } from './routes.ts';
import { service } from './service.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';

/** Those whose cause the program can name. A world joins them with the rule that names it. */
export const understood: readonly Scenario[] = [...benign, ...dns, ...tcp, ...tls, ...service];

/** The others: they can be explored, and their evidence recorded. */
const awaited: readonly Scenario[] = [...resolvers, ...routes, ...hello, ...pages, ...computer];

export const everyScenario: readonly Scenario[] = [...understood, ...awaited];
