import type { Kind } from '../search/document.ts';
import { loadDocuments, top } from './data.ts';
import { element } from './element.ts';

/** Kinds that are pages, and so entries of the tree. */
const pages: ReadonlySet<Kind> = new Set(['guide', 'area', 'operation', 'webhook', 'schema']);
const shown = 60;
const placeKey = 'commerce-openapi.tree';

/** The tree keeps its place from page to page, and shows what has the letters that are typed above it. */
export function setUpTree(): void {
  const nav = document.getElementById('nav');
  const filter = nav?.querySelector<HTMLInputElement>('[data-filter]');
  const tree = nav?.querySelector(':scope > ul');
  if (!nav || !filter || !tree) return;
  keepPlace(nav);
  const found = element('ul', { hidden: true });
  tree.after(found);
  filter.hidden = false;
  filter.addEventListener('input', () => void show());

  async function show(): Promise<void> {
    const text = filter!.value.trim().toLowerCase();
    const documents = text ? await loadDocuments() : [];
    if (text !== filter!.value.trim().toLowerCase()) return;
    const matches = documents.filter(([kind, title, detail, href]) => {
      return (
        pages.has(kind) &&
        !href.includes('#') &&
        `${title} ${kind === 'operation' || kind === 'webhook' ? detail : ''}`.toLowerCase().includes(text)
      );
    });
    found.replaceChildren(
      ...matches
        .slice(0, shown)
        .map(([, title, , href]) => element('li', {}, element('a', { href: top + href, textContent: title }))),
    );
    found.hidden = text === '';
    (tree as HTMLElement).hidden = text !== '';
  }
}

/** Where the tree was scrolled to; but what the page belongs to is in view in any case. */
function keepPlace(nav: HTMLElement): void {
  try {
    nav.scrollTop = Number(sessionStorage.getItem(placeKey) ?? 0);
    addEventListener('pagehide', () => sessionStorage.setItem(placeKey, String(nav.scrollTop)));
  } catch {
    // Nothing is remembered.
  }
  const current = nav.querySelector<HTMLElement>('[aria-current]');
  if (!current) return;
  const { top: start, bottom: end } = current.getBoundingClientRect();
  const frame = nav.getBoundingClientRect();
  if (start < frame.top || end > frame.bottom) nav.scrollTop += start - frame.top - frame.height / 3;
}
