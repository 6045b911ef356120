/**
 * Words used everywhere, one meaning each.
 *
 * host        a DNS name, lower case, without scheme, port or path
 * target      host and port that the connector must reach
 * control     an unrelated host, asked only to tell "this host" from "everything"
 * address     an IPv4 or IPv6 address as text
 * resolver    a DNS server this computer is configured to ask
 * route       how a connection leaves: direct, or through a proxy
 * observation what one operation saw
 * evidence    all observations of one run, and what was known of this computer
 * finding     what the evidence lets us claim
 * verdict     whether the connector gets through
 * advice      what to say about a finding, and who should act
 * snippet     what an IT person pastes into a product
 */
import { z } from 'zod';

/** Both must answer on TCP 443. Source: Codat, "QuickBooks Desktop: software and hardware requirements". */
export const codatHosts = ['quickbooksdesktop.codat.io', 'connectors.codat.io'] as const;

const notAHost = 'is not a host name: write it as in quickbooksdesktop.codat.io, without scheme, port, path or spaces';

/** A host name by RFC 1123: labels of letters, digits and hyphens; at least two of them; no scheme, port or path. */
export const Host = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, notAHost)
  // A URL with a numeric last label is read as an IPv4 address, and broken Punycode not at all (WHATWG URL, 3.5).
  .refine((host) => URL.parse(`https://${host}/`)?.hostname === host && !/^[\d.]+$/.test(host), notAHost);

/** What stops working when this host cannot be reached. */
export type Role = 'sync' | 'install' | 'other';

/**
 * `quickbooksdesktop` carries the data. `connectors` serves installation and updates: inferred from when Codat added it
 * to its page (2023, with the self-updating connector), and so worded as "may".
 */
export function roleOf(host: string): Role {
  return host === codatHosts[0] ? 'sync' : host === codatHosts[1] ? 'install' : 'other';
}
