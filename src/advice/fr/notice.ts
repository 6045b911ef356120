import type { NoticeWords } from '../notice.ts';
import { quote } from './phrase.ts';
import { result } from './summary.ts';
import { typeset } from './typeset.ts';

export const notice: NoticeWords = {
  reminder: (diagnosis) => {
    const { title, body } = result(diagnosis);
    return { title: typeset`Encore : ${title}`, body };
  },
  unstable: {
    title: 'La connexion à Codat va et vient',
    body: typeset`QuickBooks risque de ne se synchroniser que par moments. Si cela dure, prévenez votre service TI. Un avis suivra quand la connexion sera stable.`,
  },
  inspected: ({ product }) => ({
    title: 'Connexion établie, mais pas privée',
    body: typeset`${product === null ? 'Un programme' : quote(product)} déchiffre ce qui va vers Codat ; la synchronisation peut échouer. Menu de l’icône : « Copier la liste d’autorisation pour le service TI », puis envoyez-la.`,
  }),
};
