import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/**
 * The addresses of all interfaces other than loopback; null where the system does not tell, which Node reports by an
 * error, as on Windows while an adapter waits for its address (libuv, src/win/util.c, ERROR_ADDRESS_NOT_ASSOCIATED).
 */
export function outerAddresses(): readonly NetworkInterfaceInfo[] | null {
  try {
    const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    return all.filter(({ internal }) => !internal);
  } catch {
    return null;
  }
}
