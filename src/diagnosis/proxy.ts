import type { Evidence } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { ProxyObservation } from '../model/observation.ts';
import { productOfProxy } from './products.ts';
import { type Account, failedWith, idsOf, isOurs, observed } from './reading.ts';
import type { Rule } from './rule.ts';

/** What the proxy's answer to CONNECT means for each host that is reached through it. */
export const proxyRefusal: Rule = (evidence, accounts) =>
  accounts.flatMap((account) => {
    const answer = answerFor(evidence, account);
    if (answer?.failure == null || (answer.statusCode === null && isOurs(answer))) return [];
    const { proxy, statusCode } = answer;
    const controls = observed(evidence, 'proxy', { purpose: 'control' });
    const claim = {
      host: account.host,
      severity: 'critical',
      product: productOfProxy(answer.headers)?.product ?? null,
      because: idsOf(answer, controls),
      proxy,
    } as const;
    const finding: Finding =
      statusCode === null
        ? answer.stage === 'answer'
          ? { code: 'proxy-drops-connect', certainty: closes(answer) ? 'likely' : 'possible', ...claim }
          : { code: 'proxy-unreachable', certainty: 'likely', ...claim }
        : statusCode === 407
          ? { code: 'proxy-authentication-required', certainty: 'certain', schemes: answer.schemes, ...claim }
          : statusCode >= 500
            ? {
                code: 'proxy-upstream-failed',
                certainty: ownWords(answer) ? 'certain' : 'likely',
                statusCode,
                ...claim,
              }
            : {
                code: 'proxy-denied',
                certainty: 'certain',
                statusCode,
                scope: controls.some(({ failure }) => failure === null) ? 'host' : 'all',
                ...claim,
              };
    return [finding];
  });

/** The automatic configuration could not be had, or did not work; Windows then goes directly. */
export const proxyAutoconfigFailed: Rule = ({ computer }, accounts) => {
  const { autoconfig } = computer;
  if (autoconfig?.failure == null) return [];
  return [
    {
      code: 'proxy-autoconfig-failed',
      host: null,
      severity: accounts.every(({ reached }) => reached !== 'none') ? 'warning' : 'critical',
      certainty: 'certain',
      product: null,
      because: idsOf(accounts.map(({ lookup }) => lookup).filter((lookup) => lookup !== null)),
      url: autoconfig.url,
    },
  ];
};

/** Directly nothing gets out, through the proxy it does: nothing that stops the connector. */
export const proxyOnly: Rule = (evidence, accounts) => {
  const through = accounts.filter(({ path, reached }) => path === 'proxy' && reached !== 'none');
  const closed = through.flatMap(({ host, tls }) => {
    const lookups = observed(evidence, 'dns', { host, purpose: 'other-route' });
    const connections = observed(evidence, 'tcp', { host, purpose: 'other-route' });
    const attempts = connections.length > 0 ? connections : lookups;
    const failed = attempts.length > 0 && attempts.every((seen) => seen.failure !== null && !isOurs(seen));
    return failed ? [...attempts, ...tls] : [];
  });
  return closed.length === 0
    ? []
    : [
        {
          code: 'proxy-only',
          host: null,
          severity: 'info',
          certainty: 'likely',
          product: null,
          because: idsOf(closed),
        },
      ];
};

/** A proxy that was given up for one host was not asked for the others: what it did once holds for all. */
function answerFor(evidence: Evidence, { host, path, proxy }: Account): ProxyObservation | null {
  if (path !== 'proxy' || proxy !== null) return proxy;
  const name = evidence.computer.routes.find((route) => route.host === host)?.proxy;
  const all = evidence.observations.filter((seen): seen is ProxyObservation => seen.kind === 'proxy');
  return all.find((seen) => seen.proxy === name && seen.statusCode === null) ?? null;
}

function closes(answer: ProxyObservation): boolean {
  return failedWith(answer, 'eof_error', 'connection_reset');
}

/** An error header of the proxy's own shows that no server behind it said so. */
function ownWords({ headers }: ProxyObservation): boolean {
  return headers['x-squid-error'] !== undefined;
}
