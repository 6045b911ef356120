import type { NoticeWords } from '../notice.ts';
import { result } from './summary.ts';

export const notice: NoticeWords = {
  reminder: (diagnosis) => {
    const { title, body } = result(diagnosis);
    return { title: `Still so: ${title}`, body };
  },
  unstable: {
    title: 'The connection to Codat comes and goes',
    body: 'QuickBooks data may sync only part of the time. Tell your IT if it lasts. You’ll hear again once it has settled.',
  },
  inspected: ({ product }) => ({
    title: 'Connected, but not privately',
    body: `${product === null ? 'A program here or on your network' : `“${product}”`} opens encrypted traffic to Codat, so syncing may fail. In this icon’s menu, choose “Copy allowlist for IT” and send it to your IT.`,
  }),
};
