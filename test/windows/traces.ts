/** What can be seen of the program from outside: its files, keys, processes and icon. */
import type { Windows } from './windows.ts';

/** Where the desktop of test/windows/windows.ts shows the first icon. */
export const icon = { x: 13, y: 39 } as const;

/**
 * Files and registry, without what Wine changes by itself and what Windows deletes when it starts again. Wine writes its
 * registry when its server ends, which ends everything else as well.
 */
export function takeInventory(windows: Windows, file: string): void {
  windows.must(`
    wineserver -k; wineserver -w; cd /root/prefix; exec > ${file}
    find . -path ./dosdevices -prune -o -print | sort
    sed -E '/^\\[(Console|System.*(Enum|Class|DeviceClasses|Video)\\\\)/,/^$/d; s/^(\\[.*\\]) [0-9]+$/\\1/; /^#/d; /^"(DriverDateData|PendingFileRenameOperations)"/d' system.reg user.reg
    wineserver -p >/dev/null`);
}

/** Empty where there is none. */
export function registry(windows: Windows, key: string, value: string): string {
  const { exitCode, stdout } = windows.run(`wine reg query '${key}' /v '${value}'`);
  return exitCode === 0 ? stdout.trim() : '';
}

/** How many of the program's processes run, as Linux sees them. The brackets keep the question from finding itself. */
export function running(windows: Windows): number {
  const names = '[C]onnection Check\\.exe|[c]onnection-check\\.exe|[t]ray_windows|[s]noretoast';
  return Number(windows.run(`grep -lazE '${names}' /proc/[0-9]*/cmdline 2>/dev/null | wc -l`).stdout);
}

/** Throws where it is not. */
export function iconIsShown(windows: Windows): void {
  const seen = windows.pixels(`16x16+${icon.x - 8}+${icon.y - 8}`);
  if (new Set(seen.toString('hex').match(/.{6}/g)).size < 8) throw new Error('there is no icon');
}
