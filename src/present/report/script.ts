/** All that needs a script is copying, and opening what a link leads into. The page is whole without it. */
import { type Html, html } from './html.ts';

export const script: Html = html`
for (const button of document.querySelectorAll('button[data-copies]')) {
  const words = button.textContent;
  const code = document.getElementById(button.dataset.copies).firstElementChild;
  const say = (text) => {
    button.textContent = text;
    document.getElementById('said').textContent = text;
    setTimeout(() => { button.textContent = words; }, 4000);
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    const select = () => {
      getSelection().selectAllChildren(code);
      say(button.dataset.failed);
    };
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(code.textContent).then(() => say(button.dataset.copied), select);
  });
}
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  for (let each = target; each; each = each.parentElement) if (each.tagName === 'DETAILS') each.open = true;
  target?.scrollIntoView({ block: 'center' });
};
addEventListener('hashchange', reveal);
if (location.hash) reveal();
`;
