/**
 * The two root stores. `bundled`: the public roots that Node ships (Mozilla's), or the file that replaces them.
 * `system`: those and this computer's own, which is what the connector trusts. `--use-system-ca` must stay off: it would
 * mix the two and hide TLS inspection. NODE_EXTRA_CA_CERTS counts as neither.
 */
import { X509Certificate } from 'node:crypto';
import tls, { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { Hello } from '../model/observation.ts';

export type StoreName = 'bundled' | 'system';

/**
 * small: 373 bytes, which fit one segment; never X25519 alone, which P-256 servers refuse. large: Node's default, 1,603
 * bytes. legacy and the ciphers without encryption of incompatible need OpenSSL's lowest security level even to be offered.
 */
const hellos: { readonly [Name in Hello]: SecureContextOptions } = {
  small: { ecdhCurve: 'X25519:P-256:P-384' },
  large: {},
  tls12: { ecdhCurve: 'X25519:P-256:P-384', maxVersion: 'TLSv1.2' },
  legacy: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
  incompatible: { maxVersion: 'TLSv1.2', ciphers: 'eNULL:@SECLEVEL=0' },
};

export interface Roots {
  /** Loaded at first use and kept: the system's store takes about 0.1 s of blocking time to read. */
  context(store: StoreName, hello: Hello): SecureContext;
  certificates(store: StoreName): readonly X509Certificate[];
}

/** @param publicRoots PEM certificates that replace the bundled ones; null: the bundled ones. */
export function openRoots(publicRoots: readonly string[] | null): Roots {
  const bundled = () => publicRoots ?? tls.getCACertificates('bundled');
  const pems = {
    bundled: once(bundled),
    system: once(() => [...new Set([...bundled(), ...tls.getCACertificates('system')])]),
  };
  const contexts = new Map<string, SecureContext>();
  const certificates = {
    bundled: once(() => readable(pems.bundled())),
    system: once(() => readable(pems.system())),
  };
  return {
    context(store, hello) {
      const name = `${store} ${hello}`;
      const context = contexts.get(name) ?? createSecureContext({ ca: [...pems[store]()], ...hellos[hello] });
      contexts.set(name, context);
      return context;
    },
    certificates: (store) => certificates[store](),
  };
}

/** A store may hold certificates that OpenSSL cannot read; those vouch for nobody. */
function readable(pems: readonly string[]): X509Certificate[] {
  return pems.flatMap((pem) => {
    try {
      return [new X509Certificate(pem)];
    } catch {
      return [];
    }
  });
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
