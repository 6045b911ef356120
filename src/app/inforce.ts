/** The settings that are in force while the program runs: those of the file, as it last was without a mistake. */
import { Problem } from './problem.ts';
import type { Decided } from './settings.ts';

export interface InForce extends Decided {
  /** PEM certificates in place of the public roots; null: the public ones. */
  readonly roots: readonly string[] | null;
}

export type Rereading =
  | { readonly kind: 'same' }
  | { readonly kind: 'applied' }
  /** problem: why the file as it is now is not used, said once. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface SettingsInForce {
  readonly now: () => InForce;
  /** Takes the file over, all of it or nothing. It is asked before each look, which is when settings matter. */
  readonly reread: () => Promise<Rereading>;
}

/** Begins with settings that have been read already. */
export function openSettings(first: InForce, read: () => Promise<InForce>): SettingsInForce {
  let current = first;
  let complaint: string | null = null;
  return {
    now: () => current,
    async reread() {
      try {
        const next = await read();
        complaint = null;
        if (JSON.stringify(next) === JSON.stringify(current)) return { kind: 'same' };
        current = next;
        return { kind: 'applied' };
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.message === complaint) return { kind: 'same' };
        complaint = error.message;
        return { kind: 'refused', problem: error.message };
      }
    },
  };
}
