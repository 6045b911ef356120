/** The keys of the settings file, what they may hold, and their defaults: all in this one place. */
import { z } from 'zod';
import { codatHosts, Host } from './target.ts';

const milliseconds = (byDefault: number) => z.int().min(50).max(120_000).default(byDefault);

/** How long each operation may take. One table; the reasons stand beside the numbers. */
export const TimeoutsMs = z.strictObject({
  /** The system's lookup cannot be cancelled; Windows gives up on one resolver after 1 to 2 s and asks the next. */
  lookup: milliseconds(5_000),
  /** Each of two tries. */
  dnsQuery: milliseconds(2_000),
  /** Survives one lost SYN: the first repetition comes after 1 s (RFC 6298) or 3 s (Windows before 8). */
  connect: milliseconds(5_000),
  proxyConnect: milliseconds(6_000),
  tlsHandshake: milliseconds(6_000),
  httpRequest: milliseconds(6_000),
  /** As long as Chromium waits for its own captive portal probe before it shows a certificate page. */
  captivePortal: milliseconds(3_000),
  /** The whole check. What is not known by then is said to be unknown. */
  check: milliseconds(20_000),
});
export type TimeoutsMs = z.infer<typeof TimeoutsMs>;

const HttpUrl = (protocol: RegExp) => z.url({ protocol, error: 'is not a URL of the expected kind' });

const Words = z.string().trim().min(1).max(200);

/** BCP 47. */
export const Language = z.enum(['en', 'fr']);
export type Language = z.infer<typeof Language>;

export const Settings = z.strictObject({
  hosts: z
    .array(Host)
    .min(1, 'must name at least one host')
    .default([...codatHosts]),
  /** PEM file that replaces the bundled public roots, for labs and private deployments. */
  publicRootsFile: z.string().min(1).nullable().default(null),
  controls: z
    .strictObject({
      https: z.array(Host).default(['www.example.com', 'www.microsoft.com']),
      captivePortalUrl: HttpUrl(/^http$/).default('http://www.msftconnecttest.com/connecttest.txt'),
      dnsOverHttps: z.array(HttpUrl(/^https$/)).default(['https://1.1.1.1/dns-query', 'https://8.8.8.8/dns-query']),
    })
    .prefault({}),
  proxy: z
    .union([z.enum(['system', 'none']), HttpUrl(/^http$/)], {
      error: 'must be "system", "none" or a URL such as http://proxy.example:8080',
    })
    .default('system'),
  /** An autoconfig script (PAC) to follow in place of the system's settings; only with proxy "system". */
  proxyAutoconfigUrl: HttpUrl(/^https?$/)
    .nullable()
    .default(null),
  intervalSeconds: z.int().min(30).max(86_400).default(300),
  timeoutsMs: TimeoutsMs.prefault({}),
  notifications: z.boolean().default(true),
  language: z.enum(['system', ...Language.options]).default('system'),
  /** Whom the person at the computer turns to. */
  itContact: z
    .strictObject({
      name: Words.nullable().default(null),
      email: z.email('is not an e-mail address').nullable().default(null),
      url: HttpUrl(/^https?$/)
        .nullable()
        .default(null),
    })
    .prefault({}),
  /** A part of the issuer of the certificates that inspection here shows on purpose: nobody is notified of it. */
  expectedInspectionIssuer: Words.nullable().default(null),
});
export type Settings = z.infer<typeof Settings>;
