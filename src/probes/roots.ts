/**
 * The two root stores. `bundled`: the public roots that Node ships (Mozilla's), or the file that replaces them.
 * `system`: those and this computer's own, which is what the connector trusts. `--use-system-ca` must stay off: it would
 * mix the two and hide TLS inspection. NODE_EXTRA_CA_CERTS counts as neither.
 */
import { X509Certificate } from 'node:crypto';
import tls, { createSecureContext, type SecureContext } from 'node:tls';

export type StoreName = 'bundled' | 'system';
export type HelloSize = 'small' | 'large';

/** 373 bytes of ClientHello, which fit one segment, as the connector's do; never X25519 alone, which P-256 servers refuse. */
const smallGroups = 'X25519:P-256:P-384';

export interface Roots {
  /** Loaded at first use and kept: the system's store takes about 0.1 s of blocking time to read. */
  context(store: StoreName, hello: HelloSize): SecureContext;
  certificates(store: StoreName): readonly X509Certificate[];
}

/** @param publicRoots PEM certificates that replace the bundled ones; null: the bundled ones. */
export function openRoots(publicRoots: readonly string[] | null): Roots {
  const bundled = () => publicRoots ?? tls.getCACertificates('bundled');
  const pems = {
    bundled: once(bundled),
    system: once(() => [...new Set([...bundled(), ...tls.getCACertificates('system')])]),
  };
  const contexts = {
    bundled: { small: once(() => context('bundled', 'small')), large: once(() => context('bundled', 'large')) },
    system: { small: once(() => context('system', 'small')), large: once(() => context('system', 'large')) },
  };
  const certificates = {
    bundled: once(() => readable(pems.bundled())),
    system: once(() => readable(pems.system())),
  };
  const context = (store: StoreName, hello: HelloSize) =>
    createSecureContext({ ca: [...pems[store]()], ...(hello === 'small' ? { ecdhCurve: smallGroups } : {}) });
  return {
    context: (store, hello) => contexts[store][hello](),
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
