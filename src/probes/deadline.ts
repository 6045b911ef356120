/** How a bounded wait ended. */
export type Ended<Value> = { readonly by: 'itself'; readonly value: Value } | { readonly by: 'deadline' | 'signal' };

/**
 * Waits for one operation, for at most `ms`, or until the run is aborted. The operation gets a signal of its own and
 * must let go of what it holds when that fires. An operation that rejects is a bug of ours and rejects here too.
 */
export async function within<Value>(
  ms: number,
  signal: AbortSignal,
  operation: (signal: AbortSignal) => Promise<Value>,
): Promise<Ended<Value>> {
  if (signal.aborted) return { by: 'signal' };
  const over = new AbortController();
  const cut = Promise.withResolvers<Ended<Value>>();
  const timer = setTimeout(() => cut.resolve({ by: 'deadline' }), ms);
  const abort = () => cut.resolve({ by: 'signal' });
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([
      operation(over.signal).then((value): Ended<Value> => ({ by: 'itself', value })),
      cut.promise,
    ]);
  } finally {
    signal.removeEventListener('abort', abort);
    clearTimeout(timer);
    over.abort();
  }
}
