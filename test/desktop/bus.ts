/** What a tray icon says on the session bus: its menu (com.canonical.dbusmenu) and its picture (StatusNotifierItem). */
import { type Session, until } from './session.ts';

export interface ShownItem {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
}

export interface ShownTray {
  readonly menu: () => ShownItem[];
  readonly labels: () => string[];
  /** Clicks as the desktop's panel would. */
  readonly click: (label: string) => void;
  /** Where the picture lies that a panel shall draw. */
  readonly iconFile: () => string;
}

const busDaemon = ['-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus', '-m'];
const itemPath = '/org/ayatana/NotificationItem/systray';

/** The tray icon of a process, as soon as it is on the bus. */
export function findTray(session: Session, pid: number): Promise<ShownTray> {
  const call = (...args: string[]) => session.run('gdbus', 'call', '--session', ...args);
  const ask = (method: string, ...args: string[]) => call(...busDaemon, `org.freedesktop.DBus.${method}`, ...args);
  return until(() => {
    const names = ask('ListNames').match(/:1\.\d+/g) ?? [];
    const name = names.find((candidate) => processOf(ask, candidate) === pid);
    if (name === undefined) throw new Error(`process ${pid} is not on the bus`);
    return shownTray(call, name);
  });
}

function processOf(ask: (method: string, ...args: string[]) => string, name: string): number | null {
  try {
    return Number(/uint32 (\d+)/.exec(ask('GetConnectionUnixProcessID', name))?.[1]);
  } catch {
    // It has left the bus since it was listed.
    return null;
  }
}

function shownTray(call: (...args: string[]) => string, name: string): ShownTray {
  const callMenu = (method: string, ...args: string[]) =>
    call('-d', name, '-o', `${itemPath}/Menu`, '-m', `com.canonical.dbusmenu.${method}`, ...args);

  function menu(): ShownItem[] {
    const layout = callMenu('GetLayout', '0', '--', '-1', '[]');
    return [...layout.matchAll(/\((?:int32 )?(\d+), \{([^}]*)\}/g)].flatMap(([, id, properties = '']) => {
      const label = /'label': <(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")>/.exec(properties);
      if (label === null) return [];
      return [{ id: Number(id), label: label[1] ?? label[2] ?? '', enabled: !/'enabled': <false>/.test(properties) }];
    });
  }

  return {
    menu,
    labels: () => menu().map(({ label }) => label),
    click(label) {
      const item = menu().find((candidate) => candidate.label === label);
      if (item === undefined) throw new Error(`no item is called ${label}`);
      callMenu('Event', String(item.id), 'clicked', '<int32 0>', '0');
    },
    iconFile() {
      const get = ['-m', 'org.freedesktop.DBus.Properties.Get', 'org.kde.StatusNotifierItem', 'IconName'];
      return /'(.*)'/.exec(call('-d', name, '-o', itemPath, ...get))?.[1] ?? '';
    },
  };
}
