/** What `reg query` prints of one key, without its subkeys. */

export type RegistryValue = string | number | Buffer;
/** By name in lower case: names in the registry know no case. */
export type RegistryKey = ReadonlyMap<string, RegistryValue>;

const longestText = 1_048_576;

/**
 * `    ProxyServer    REG_SZ    proxy.example:8080`: a line is a value where it holds a type. Spaces decide nothing, since
 * names and texts hold some too, and words decide nothing, since `(Default)` is translated. Types that nobody here asks
 * for are left out, as are values that are not what their type promises.
 */
export function parseRegistryKey(text: string): RegistryKey {
  const values = new Map<string, RegistryValue>();
  for (const line of text.slice(0, longestText).split(/\r?\n/)) {
    const type = /\s(REG_[A-Z_]+)(?=\s|$)/.exec(line);
    if (type === null) continue;
    const name = line.slice(0, type.index).trim().toLowerCase();
    const value = readValue(type[1] ?? '', line.slice(type.index + type[0].length).trim());
    if (value !== null && !values.has(name)) values.set(name, value);
  }
  return values;
}

function readValue(type: string, data: string): RegistryValue | null {
  if (type === 'REG_SZ' || type === 'REG_EXPAND_SZ') return data;
  if (type === 'REG_DWORD') return /^0x[\da-f]{1,8}$/i.test(data) ? Number(data) : null;
  if (type === 'REG_BINARY') return /^(?:[\da-f]{2})*$/i.test(data) ? Buffer.from(data, 'hex') : null;
  return null;
}
