import type { Observation, Purpose } from '../model/observation.ts';

/** An observation before the run has numbered it. */
export type Unnumbered<Seen extends Observation> = Seen extends Observation ? Omit<Seen, 'id'> : never;

/** Who an operation is made for, and why. */
export interface Errand {
  readonly host: string;
  readonly purpose: Purpose;
}

/** Starts timing an operation; the function that it gives returns the fields that all observations share. */
export function begin(errand: Errand): () => Errand & { startedAt: string; elapsedMs: number } {
  const startedAt = new Date().toISOString();
  const start = performance.now();
  return () => ({
    host: errand.host,
    purpose: errand.purpose,
    startedAt,
    elapsedMs: Math.round((performance.now() - start) * 10) / 10,
  });
}
