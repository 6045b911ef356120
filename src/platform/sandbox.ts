/** What the script said of one host, or why it said nothing. */
export type Spoken =
  | { readonly text: string }
  | { readonly problem: 'not-a-script' | 'script-failed' | 'out-of-memory'; readonly detail: string };

const _memoryBytes = 64 * 1_048_576;
const _longestAnswer = 4_096;
const _mostNames = 8;
const _lookupMs = 1_500;
/** All lookups together. Where DNS is dead, the script still gets to answer. */
const _lookupsEndAt = performance.now() + 2_500;

/** Addresses by name; a name without any is known not to resolve. */
const _known = new Map<string, readonly string[]>();
