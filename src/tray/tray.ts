import { setTimeout as sleep } from 'node:timers/promises';
import { type Helper, prepareHelper, spawnHelper } from './helper.ts';
import { type Ending, follow, type Life, readIcons, retire, update } from './life.ts';
import type { Menu } from './menu.ts';

export interface TrayOptions {
  /** null where none exists for this platform. */
  readonly helper: Helper | null;
  /** Holds <icon name>.ico and <icon name>-48.png. */
  readonly iconFolder: string;
  readonly menu: Menu;
  readonly onClick: (key: string) => void;
  readonly onLog: (message: string) => void;
}

export type TrayStart = { readonly shown: true } | { readonly shown: false; readonly reason: string };

export interface Tray {
  /** Whether an icon could be shown at first. After `shown: true` it is kept there, whatever befalls the helper. */
  readonly started: Promise<TrayStart>;
  readonly show: (menu: Menu) => void;
  readonly stop: () => Promise<void>;
}

const firstDelayMs = 250;
/** After one that never came up: each try costs a second of work. */
const longestDelayMs = 60_000;
/** After one that was up: the icon shall not be gone for long. */
const longestGapMs = 5_000;
/** A helper that was up for this long has not failed at its start. */
const stableMs = 30_000;
const triesBeforeGivingUp = 3;

/** Shows an icon with a menu, and keeps it shown. Never throws: the program works without a tray. */
export function startTray(options: TrayOptions): Tray {
  const started = Promise.withResolvers<TrayStart>();
  const stopping = new AbortController();
  let menu = options.menu;
  let life: Life | null = null;

  async function keepAlive(): Promise<void> {
    let everReady = false;
    for (let failures = 0; !stopping.signal.aborted; ) {
      const ending = await live();
      everReady ||= ending.upMs !== null;
      if (stopping.signal.aborted || ending.retired) continue;
      failures = ending.upMs !== null && ending.upMs > stableMs ? 1 : failures + 1;
      options.onLog(`tray: ${ending.reason}`);
      if (!everReady && failures === triesBeforeGivingUp) {
        started.resolve({ shown: false, reason: ending.reason });
        return;
      }
      const longestMs = ending.upMs === null ? longestDelayMs : longestGapMs;
      const delayMs = Math.min(longestMs, firstDelayMs * 2 ** (failures - 1));
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    started.resolve({ shown: false, reason: 'stopped' });
  }

  function onReady(): Menu {
    started.resolve({ shown: true });
    return menu;
  }

  async function live(): Promise<Ending> {
    const { helper, iconFolder } = options;
    try {
      if (helper === null) throw new Error(`there is no tray helper for ${process.platform}`);
      const icons = await readIcons(iconFolder);
      await prepareHelper(helper);
      stopping.signal.throwIfAborted();
      life = { child: spawnHelper(helper), icons, drawing: null, retired: false };
      return await follow(life, { ...options, onReady });
    } catch (error) {
      return { upMs: null, retired: false, reason: error instanceof Error ? error.message : String(error) };
    } finally {
      life = null;
    }
  }

  const running = keepAlive();
  return {
    started: started.promise,
    show(next) {
      menu = next;
      if (life !== null) update(life, next);
    },
    async stop() {
      stopping.abort();
      if (life !== null) retire(life);
      await running;
    },
  };
}
