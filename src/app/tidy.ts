/** Keeps a program small that does little, and nothing for minutes. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By then, what came of a look has been shown and written, and nothing holds the rest any more. */
const afterMs = 1_000;

/**
 * Soon gives back to the system what the last look has left behind. V8 lets that pile up to several times of what is in
 * use before it cleans by itself, and a program that looks once in five minutes would hold it for hours.
 */
export function tidy(): void {
  setTimeout(collect, afterMs, { type: 'major', flavor: 'last-resort' }).unref();
}

/** V8 hands its collector out only to programs that were started with --expose-gc, and to contexts made under it. */
const collect = collector();

function collector(): (options: object) => void {
  setFlagsFromString('--expose-gc');
  const found = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return found;
}

// undici's parser is WebAssembly. After some answers V8 would compile it anew, for speed: that takes 12 MB, which the
// allocator keeps for good.
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');
