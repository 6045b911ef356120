import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure, type Operation, Operation as Operations } from '../../src/model/failure.ts';
import { alertOf, classify, classifyCertificate } from '../../src/probes/classify.ts';

type Thrown = { readonly code: string; readonly syscall?: string; readonly errno?: number };

describe('what Node says, and what it is called', () => {
  const table: readonly (readonly [Operation, Thrown, Failure['failure']])[] = [
    // getaddrinfo folds several causes into two codes; its number tells two of them apart.
    ['resolve', { code: 'ENOTFOUND', errno: -3008 }, 'dns_nxdomain_error'],
    ['resolve', { code: 'ENOTFOUND', errno: -3007 }, 'dns_no_answer'],
    ['resolve', { code: 'EAI_AGAIN' }, 'dns_temporary_failure'],
    ['resolve', { code: 'ENODATA' }, 'dns_no_answer'],
    ['resolve', { code: 'ESERVFAIL' }, 'dns_servfail_error'],
    ['resolve', { code: 'EREFUSED' }, 'dns_refused_error'],
    ['resolve', { code: 'EFORMERR' }, 'dns_server_misbehaving'],
    ['resolve', { code: 'ENOTIMP' }, 'dns_server_misbehaving'],
    ['resolve', { code: 'ETIMEOUT' }, 'generic_timeout_error'],
    ['resolve', { code: 'ECONNREFUSED' }, 'connection_refused'],
    ['connect', { code: 'ECONNREFUSED' }, 'connection_refused'],
    ['connect', { code: 'ECONNRESET', syscall: 'read' }, 'connection_reset'],
    ['connect', { code: 'ETIMEDOUT' }, 'generic_timeout_error'],
    ['connect', { code: 'EHOSTUNREACH' }, 'host_unreachable'],
    ['connect', { code: 'ENETUNREACH' }, 'network_unreachable'],
    ['connect', { code: 'EACCES' }, 'permission_denied'],
    ['connect', { code: 'EPERM' }, 'permission_denied'],
    ['proxy_connect', { code: 'ECONNREFUSED' }, 'connection_refused'],
    // A reset comes from a system call; a close does not.
    ['tls_handshake', { code: 'ECONNRESET', syscall: 'read' }, 'connection_reset'],
    ['tls_handshake', { code: 'ECONNRESET' }, 'eof_error'],
    ['tls_handshake', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'ssl_failed_handshake'],
    ['tls_handshake', { code: 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE' }, 'ssl_failed_handshake'],
    ['tls_handshake', { code: 'EPROTO', syscall: 'write' }, 'ssl_failed_handshake'],
    ['http_round_trip', { code: 'UND_ERR_SOCKET' }, 'eof_error'],
    ['http_round_trip', { code: 'UND_ERR_HEADERS_TIMEOUT' }, 'generic_timeout_error'],
    // Our own fault, so that nobody may be accused.
    ['connect', { code: 'EMFILE' }, 'unknown_failure'],
    ['resolve', { code: 'ENOMEM' }, 'unknown_failure'],
  ];
  test.each(table)('%s: %j is %s', (operation, thrown, failure) => {
    const expected = { operation, failure, code: thrown.code };
    expect(classify(operation, Object.assign(new Error('anything'), thrown))).toEqual(expected);
  });

  test.each([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ssl_unknown_authority'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'ssl_unknown_authority'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'ssl_unknown_authority'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ssl_unknown_authority'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'ssl_invalid_hostname'],
    ['CERT_HAS_EXPIRED', 'ssl_invalid_certificate'],
    ['CERT_NOT_YET_VALID', 'ssl_invalid_certificate'],
    ['INVALID_PURPOSE', 'ssl_invalid_certificate'],
    ['UNSPECIFIED', 'ssl_invalid_certificate'],
  ])('a certificate that is %s is %s', (code, failure) => {
    expect(classifyCertificate(code)).toEqual({ operation: 'tls_handshake', failure, code });
  });

  test('the code may lie deep below', () => {
    const error = new Error('fetch failed', {
      cause: new Error('x', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
    });
    expect(classify('http_round_trip', error).failure).toBe('connection_refused');
  });

  test('causes that go round in a circle come to an end', () => {
    const error = new Error('round');
    error.cause = error;
    expect(classify('connect', error)).toEqual({ operation: 'connect', failure: 'unknown_failure', code: null });
  });
});

describe('the number of an alert', () => {
  test.each([
    ['error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:ssl/record/rec_layer_s3.c:918:', 40],
    ['error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:', 112],
    ['10D0:error:0a000416:SSL routines:', 46],
    ['error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:', null],
    ['error:0A0003E7:SSL routines::', null],
    ['error:0A0003E8:SSL routines::', 0],
    ['error:0A0004E7:SSL routines::', 255],
    ['error:0A0004E8:SSL routines::', null],
    ['read ECONNRESET', null],
  ])('%s', (message, alert) => {
    expect(alertOf(new Error(message))).toBe(alert);
  });
});

test('whatever is thrown gets a name', () => {
  const codes = fc.constantFrom('ECONNRESET', 'ENOTFOUND', '__proto__', 'constructor', 'toString', 'ERR_SSL_', '');
  const thrown = fc.oneof(
    fc.anything({ withNullPrototype: true, maxDepth: 3 }),
    fc.record(
      { code: fc.oneof(codes, fc.anything()), cause: fc.anything(), name: fc.anything() },
      { requiredKeys: [] },
    ),
    fc.string().map((message) => new Error(`error:0A${message}`)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...Operations.options), thrown, (operation, error) => {
      expect(Failure.parse(classify(operation, error)).operation).toBe(operation);
      const alert = alertOf(error);
      expect(alert === null || (Number.isInteger(alert) && alert >= 0 && alert < 256)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
  fc.assert(fc.property(fc.oneof(codes, fc.string()), (code) => void Failure.parse(classifyCertificate(code))));
});
