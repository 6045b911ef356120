/** What is told without having been asked for, beside a plain result. Titles and bodies as short as in `tray.ts`. */
import type { Diagnosis, FindingOf } from '../model/finding.ts';

interface Message {
  readonly title: string;
  readonly body: string;
}

export interface NoticeWords {
  /** The failure of which somebody was told a day ago or more. */
  readonly reminder: (diagnosis: Diagnosis) => Message;
  readonly unstable: Message;
  /** It works, although somebody reads along. */
  readonly inspected: (finding: FindingOf<'tls-inspected'>) => Message;
}
