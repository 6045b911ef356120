import { z } from 'zod';

/** The step that was under way. Names: OONI probe-cli, internal/netxlite/operations.go. */
export const Operation = z.enum(['resolve', 'connect', 'proxy_connect', 'tls_handshake', 'http_round_trip']);
export type Operation = z.infer<typeof Operation>;

/** How it failed. Names: OONI spec, data-formats/df-007-errors.md. */
export const FailureName = z.enum([
  'dns_nxdomain_error',
  'dns_no_answer',
  'dns_servfail_error',
  'dns_refused_error',
  'dns_server_misbehaving',
  'dns_temporary_failure',
  'connection_refused',
  'connection_reset',
  'eof_error',
  'permission_denied',
  'host_unreachable',
  'network_unreachable',
  'generic_timeout_error',
  'ssl_unknown_authority',
  'ssl_invalid_hostname',
  'ssl_invalid_certificate',
  'ssl_failed_handshake',
  'interrupted',
  'unknown_failure',
]);
export type FailureName = z.infer<typeof FailureName>;

/** One failure: where, how, and what Node called it, untouched. */
export const Failure = z.object({
  operation: Operation,
  failure: FailureName,
  code: z.string().nullable(),
});
export type Failure = z.infer<typeof Failure>;
