/**
 * What IT has decided for this computer, by group policy: values under `Software\Policies\Connection Check`, of the
 * computer (HKLM) before those of the user (HKCU) before the settings. build/windows/policy describes them to the editor.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { Settings } from '../model/settings.ts';
import { parseRegistryKey, type RegistryKey } from './registry.ts';

/** Items of the menu that IT may hide. What helps to get unblocked is never among them. */
export const hideableItems = ['Pause', 'Notifications', 'StartAtLogin', 'Language', 'OpenLog', 'Exit'] as const;
export type HideableItem = (typeof hideableItems)[number];

const { itContact, expectedInspectionIssuer } = Settings.shape;
const Contact = itContact.unwrap().shape;
const Decision = z.enum(['always', 'never', 'user-decides']);

/** The values by name, as they are in the registry. */
const values = {
  CheckIntervalSeconds: Settings.shape.intervalSeconds.unwrap(),
  Notifications: Decision,
  StartAtLogin: Decision,
  Language: Settings.shape.language.unwrap(),
  Proxy: Settings.shape.proxy.unwrap(),
  ProxyAutoconfigUrl: Settings.shape.proxyAutoconfigUrl.unwrap(),
  ExpectedInspectionIssuer: expectedInspectionIssuer.unwrap().unwrap(),
  ManagedBy: z.string().trim().min(1).max(60),
  ITContactName: Contact.name.unwrap().unwrap(),
  ITContactEmail: Contact.email.unwrap().unwrap(),
  ITContactUrl: Contact.url.unwrap().unwrap(),
} as const;

type Values = { readonly [Name in keyof typeof values]: z.infer<(typeof values)[Name]> | null };

/** null: not decided. */
export interface Policy extends Values {
  readonly hidden: readonly HideableItem[];
}

export interface PolicyReading {
  readonly policy: Policy;
  /** One line for each value that is not followed, which is as if it were not there. */
  readonly problems: readonly string[];
}

const place = 'Software\\Policies\\Connection Check';
const nothing: RegistryKey = new Map();

/** Pure: from the two keys to what is decided. */
export function parsePolicy(computer: RegistryKey, user: RegistryKey): PolicyReading {
  const problems: string[] = [];
  /** The computer's value, or else the user's, of those that are what they should be. */
  const decide = <Value>(name: string, type: z.ZodType<Value>): Value | null => {
    for (const [hive, key] of Object.entries({ HKLM: computer, HKCU: user })) {
      const value = key.get(name.toLowerCase());
      if (value === undefined) continue;
      const parsed = type.safeParse(value);
      if (parsed.success) return parsed.data;
      problems.push(`${hive}\\${place}: ${name}: ${parsed.error.issues[0]?.message ?? ''}`);
    }
    return null;
  };
  const decided = Object.entries(values).map(([name, type]) => [name, decide<unknown>(name, type)]);
  const hidden = hideableItems.filter((item) => decide(`Show${item}`, z.enum(['show', 'hide'])) === 'hide');
  return { policy: { ...(Object.fromEntries(decided) as Values), hidden }, problems };
}

/** The settings with what is decided in place of what they say. */
export function applyPolicy(settings: Settings, policy: Policy): Settings {
  const { Notifications, ProxyAutoconfigUrl } = policy;
  return {
    ...settings,
    intervalSeconds: policy.CheckIntervalSeconds ?? settings.intervalSeconds,
    notifications: isUp(Notifications) ? settings.notifications : Notifications === 'always',
    language: policy.Language ?? settings.language,
    // A script is followed only where the proxy is the system's.
    proxy: policy.Proxy ?? (ProxyAutoconfigUrl === null ? settings.proxy : 'system'),
    proxyAutoconfigUrl: ProxyAutoconfigUrl ?? (policy.Proxy === null ? settings.proxyAutoconfigUrl : null),
    itContact: {
      name: policy.ITContactName ?? settings.itContact.name,
      email: policy.ITContactEmail ?? settings.itContact.email,
      url: policy.ITContactUrl ?? settings.itContact.url,
    },
    expectedInspectionIssuer: policy.ExpectedInspectionIssuer ?? settings.expectedInspectionIssuer,
  };
}

/** Whether something is left to the user. */
export function isUp(decision: Policy['Notifications']): decision is null | 'user-decides' {
  return decision === null || decision === 'user-decides';
}

/** Never rejects: where there is no registry, nothing is decided. */
export async function readPolicy(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<PolicyReading> {
  if (process.platform !== 'win32') return parsePolicy(nothing, nothing);
  const system = join(env.SystemRoot ?? 'C:\\Windows', 'System32');
  const [computer, user] = await Promise.all([query(system, `HKLM\\${place}`), query(system, `HKCU\\${place}`)]);
  return parsePolicy(computer, user);
}

/** reg.exe answers in 20 ms; security software that looks at every new process may take a hundred times that. */
const registryMs = 3_000;

/** reg.exe writes in the code page of its console, in which names may lack letters: so it is given one of UTF-8. */
function query(system: string, key: string): Promise<RegistryKey> {
  const line = `""${join(system, 'chcp.com')}" 65001 >nul & "${join(system, 'reg.exe')}" query "${key}""`;
  const options = { timeout: registryMs, windowsHide: true, windowsVerbatimArguments: true, maxBuffer: 1_048_576 };
  return new Promise((settle) => {
    execFile(join(system, 'cmd.exe'), ['/d', '/s', '/c', line], options, (_error, stdout) => {
      settle(parseRegistryKey(stdout));
    });
  });
}
