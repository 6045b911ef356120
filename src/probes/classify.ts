/** From what Node says to the failure's name: one table per operation, the specific before the generic. */
import type { Failure, FailureName, Operation } from '../model/failure.ts';

type Table = Readonly<Record<string, FailureName>>;

const network: Table = {
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  ETIMEDOUT: 'generic_timeout_error',
  EHOSTUNREACH: 'host_unreachable',
  EHOSTDOWN: 'host_unreachable',
  ENETUNREACH: 'network_unreachable',
  ENETDOWN: 'network_unreachable',
  EADDRNOTAVAIL: 'network_unreachable',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
};

/** Codes of getaddrinfo and of c-ares. getaddrinfo folds several causes into two codes; a raw query tells them apart. */
const resolve: Table = {
  ENOTFOUND: 'dns_nxdomain_error',
  ENODATA: 'dns_no_answer',
  ESERVFAIL: 'dns_servfail_error',
  EREFUSED: 'dns_refused_error',
  EFORMERR: 'dns_server_misbehaving',
  ENOTIMP: 'dns_server_misbehaving',
  EBADRESP: 'dns_server_misbehaving',
  EAI_AGAIN: 'dns_temporary_failure',
  EAI_FAIL: 'dns_server_misbehaving',
  ETIMEOUT: 'generic_timeout_error',
};

/** X509_V_ERR_* as Node names them. How much of the chain was sent decides between the first four; they mean the same. */
const certificate: Table = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ssl_unknown_authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'ssl_unknown_authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ssl_unknown_authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'ssl_unknown_authority',
  UNABLE_TO_GET_ISSUER_CERT: 'ssl_unknown_authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ssl_invalid_hostname',
  HOSTNAME_MISMATCH: 'ssl_invalid_hostname',
};

const http: Table = {
  UND_ERR_SOCKET: 'eof_error',
  ERR_SOCKET_CLOSED: 'eof_error',
  UND_ERR_HEADERS_TIMEOUT: 'generic_timeout_error',
  UND_ERR_BODY_TIMEOUT: 'generic_timeout_error',
};

/** getaddrinfo's EAI_NODATA: the name exists, without an address. Node gives it the code of EAI_NONAME. */
const noData = -3007;

const tables: Readonly<Record<Operation, Table>> = {
  resolve,
  connect: {},
  proxy_connect: {},
  tls_handshake: certificate,
  http_round_trip: http,
};

/** Names any error of an operation. Never throws; what it does not know is `unknown_failure`, with Node's code kept. */
export function classify(operation: Operation, error: unknown): Failure {
  const code = codeOf(error);
  return { operation, failure: nameOf(operation, error, code), code };
}

/** The verdict of a certificate verification, which Node gives as a bare code. */
export function classifyCertificate(code: string): Failure {
  return { operation: 'tls_handshake', failure: find(certificate, code) ?? 'ssl_invalid_certificate', code };
}

export function timedOut(operation: Operation): Failure {
  return { operation, failure: 'generic_timeout_error', code: null };
}

export function interrupted(operation: Operation): Failure {
  return { operation, failure: 'interrupted', code: null };
}

function nameOf(operation: Operation, error: unknown, code: string | null): FailureName {
  if (code === null) return 'unknown_failure';
  if (operation === 'resolve' && code === 'ENOTFOUND' && errnoOf(error) === noData) return 'dns_no_answer';
  if (operation === 'tls_handshake' && code === 'ECONNRESET') {
    // A close and a reset carry the same code; only a reset comes from a system call.
    return syscallOf(error) === undefined ? 'eof_error' : 'connection_reset';
  }
  const known = find(tables[operation], code) ?? find(network, code);
  if (known !== undefined) return known;
  if (operation === 'tls_handshake' && /^(ERR_SSL_|EPROTO$)/.test(code)) return 'ssl_failed_handshake';
  return 'unknown_failure';
}

function find(table: Table, code: string): FailureName | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** undici 8.12.4 loses which HPE_ code its parser gave (constants.ERROR is keyed by name), and leaves the error's name. */
const parserError = { name: 'HTTPParserError', code: 'HPE_UNKNOWN' };

/** The first string code on the way down the causes. */
function codeOf(error: unknown): string | null {
  for (let depth = 0, at = error; depth < 8 && typeof at === 'object' && at !== null; depth++) {
    const code = Reflect.get(at, 'code');
    if (typeof code === 'string') return code;
    if (Reflect.get(at, 'name') === parserError.name) return parserError.code;
    at = Reflect.get(at, 'cause');
  }
  return null;
}

function errnoOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'errno') : undefined;
}

function syscallOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'syscall') : undefined;
}

/**
 * The alert that the peer sent, from OpenSSL's packed error: `error:0A000410` holds the reason 0x410 = 1040, and reasons
 * from 1000 on are 1000 plus the alert (ssl/ssl_err.c). The names around it change between OpenSSL versions.
 */
export function alertOf(error: unknown): number | null {
  const message = error instanceof Error ? error.message : '';
  const packed = /error:([0-9A-F]{8}):/i.exec(message)?.[1];
  if (packed === undefined) return null;
  const reason = Number.parseInt(packed, 16) & 0x7fffff;
  return reason >= 1000 && reason < 1256 ? reason - 1000 : null;
}
