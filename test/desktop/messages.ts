import type { Session } from './session.ts';

export interface ReceivedNotification {
  readonly program: string;
  readonly title: string;
  readonly body: string;
  readonly icon: string;
}

interface Typed {
  readonly data: unknown;
}

/** All notifications that the desktop has received, the oldest first. */
export function receivedNotifications(session: Session): ReceivedNotification[] {
  // What is still on the screen is not in the history.
  session.run('dunstctl', 'close-all');
  const history: { data: [Record<string, Typed>[]] } = JSON.parse(session.run('dunstctl', 'history'));
  return history.data[0]
    .toSorted((one, other) => Number(one.id?.data) - Number(other.id?.data))
    .map(({ appname, summary, body, icon_path }) => ({
      program: String(appname?.data),
      title: String(summary?.data),
      body: String(body?.data),
      icon: String(icon_path?.data),
    }));
}
