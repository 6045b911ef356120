import { z } from 'zod';
import { Observation, Route } from './observation.ts';

/** How the connector's traffic to one host leaves this computer, and who said so. */
export const RouteChoice = z.object({
  host: z.string(),
  path: Route,
  /** host:port, without credentials; null on the direct route. */
  proxy: z.string().nullable(),
  source: z.enum(['none', 'settings', 'environment', 'internet-options', 'autoconfig']),
});
export type RouteChoice = z.infer<typeof RouteChoice>;

/** When this computer last got through to a host, from the network that it is on now and from any other. */
export const LastReached = z.object({
  host: z.string(),
  here: z.iso.datetime().nullable(),
  elsewhere: z.iso.datetime().nullable(),
});
export type LastReached = z.infer<typeof LastReached>;

/** What is known of this computer without asking the network. */
export const Computer = z.object({
  /**
   * Whether an interface other than loopback is up and has an address, by family. true, too, where the system does not
   * tell: it is the lack of one that is held against this computer.
   */
  families: z.object({ ipv4: z.boolean(), ipv6: z.boolean() }),
  resolvers: z.array(z.string()),
  routes: z.array(RouteChoice),
  /** The automatic proxy configuration in use, without credentials, and why it could not be followed; null: none. */
  autoconfig: z.object({ url: z.string(), failure: z.string().nullable() }).nullable(),
  /** What the hosts file says of the targets. */
  hostsFile: z.array(z.object({ host: z.string(), address: z.string() })),
  /** Tells networks apart without naming them. */
  network: z.string(),
  lastReached: z.array(LastReached),
});
export type Computer = z.infer<typeof Computer>;

/** All that one run saw: the file that `check --replay` reads. */
export const Evidence = z.object({
  version: z.literal(1),
  program: z.object({ version: z.string(), node: z.string(), platform: z.string() }),
  checkedAt: z.iso.datetime(),
  /** From the start of the first operation to the end of the last. */
  elapsedMs: z.number().nonnegative(),
  hosts: z.array(z.string()).min(1),
  computer: Computer,
  observations: z.array(Observation),
});
export type Evidence = z.infer<typeof Evidence>;
