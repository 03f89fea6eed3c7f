import type { Found } from '../search/engine.ts';
import { loadSearch, top } from './data.ts';
import { element } from './element.ts';

const shown = 30;
const invitation = 'Operations, parameters, fields, values, statuses, error codes, guides.';

/** The search over all pages: Ctrl K, or a slash. */
export function setUpSearch(): void {
  const button = document.querySelector<HTMLElement>('[data-search]');
  if (!button) return;
  const input = element('input', {
    // Of the type `search`, the first Escape would empty it rather than close the box.
    type: 'text',
    role: 'searchbox',
    placeholder: 'Search',
    ariaLabel: 'Search',
    autocomplete: 'off',
    spellcheck: false,
  });
  const note = element('p', { textContent: invitation });
  const list = element('ol');
  const dialog = element('dialog', { className: 'search', ariaLabel: 'Search' }, input, note, list);
  document.body.append(dialog);

  const search = async () => {
    const query = input.value.trim();
    const find = await loadSearch();
    // Somebody has typed on meanwhile.
    if (query !== input.value.trim()) return;
    const found = query ? find(query) : [];
    list.replaceChildren(...found.slice(0, shown).map(entry));
    note.hidden = found.length > 0;
    note.textContent = query ? `Nothing is found for "${query}".` : invitation;
  };
  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
    void search();
  };

  button.hidden = false;
  button.addEventListener('click', open);
  input.addEventListener('input', () => void search());
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') select(list, 1);
    else if (event.key === 'ArrowUp') select(list, -1);
    else if (event.key === 'Enter') list.querySelector<HTMLElement>('.selected')?.click();
    else return;
    event.preventDefault();
  });
  // A click beside the box, or on a result of this very page.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || (target as Element).closest('a')) dialog.close();
  });
  addEventListener('keydown', (event) => {
    const isTyping = /^(input|textarea|select)$/i.test((event.target as Element | null)?.tagName ?? '');
    if (!((event.ctrlKey || event.metaKey) && event.key === 'k') && !(event.key === '/' && !isTyping)) return;
    event.preventDefault();
    open();
  });
}

function entry({ kind, title, detail, href }: Found, position: number): HTMLElement {
  const link = element(
    'a',
    { href: top + href, className: position === 0 ? 'selected' : '' },
    element('span', { className: 'kind', textContent: kindOf(kind, href) }),
    element('strong', { textContent: title }),
    element('small', { textContent: detail }),
  );
  return element('li', {}, link);
}

/** Several APIs have operations and schemas of the same name. */
function kindOf(kind: Found['kind'], href: string): string {
  const api = document.querySelector(`#nav a[href$="${href.split('/')[0]!}/index.html"]`);
  return kind === 'guide' || kind === 'status' || !api
    ? kind
    : `${api.textContent.split(' ').slice(0, -2).join(' ')} ${kind}`.trim();
}

function select(list: Element, step: number): void {
  const links = [...list.querySelectorAll('a')];
  const current = links.findIndex((link) => link.classList.contains('selected'));
  const next = Math.min(Math.max(current + step, 0), links.length - 1);
  links.forEach((link, position) => link.classList.toggle('selected', position === next));
  links[next]?.scrollIntoView({ block: 'nearest' });
}
