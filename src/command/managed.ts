/** What of the menu IT has decided, as the menu is told of it. */
import { type HideableItem, isUp, type Policy } from '../platform/policy.ts';
import type { Managed } from '../tray/menu.ts';

/** Keys of the menu. */
const keys: { readonly [Item in HideableItem]: string } = {
  Pause: 'pause',
  Notifications: 'notifications',
  StartAtLogin: 'start-at-login',
  Language: 'language',
  OpenLog: 'open-log',
  Exit: 'exit',
};

/** null: nothing is decided. */
export function managedBy(policy: Policy): Managed | null {
  const { hidden, ...values } = policy;
  if (hidden.length === 0 && Object.values(values).every((value) => value === null)) return null;
  const fixed = [
    ...(isUp(policy.Notifications) ? [] : [keys.Notifications]),
    ...(isUp(policy.StartAtLogin) ? [] : [keys.StartAtLogin]),
    ...(policy.Language === null ? [] : [keys.Language]),
  ];
  return { by: policy.ManagedBy, hidden: hidden.map((item) => keys[item]), fixed };
}
