import type { SearchDocument } from '../search/document.ts';
import type { createSearch } from '../search/engine.ts';

declare global {
  // What other scripts of the site leave for this one.
  var mocks: Readonly<Record<string, string>> | undefined;
  var searchDocuments: readonly SearchDocument[] | undefined;
  var createSearch: typeof import('../search/engine.ts').createSearch | undefined;
}

/** Path from this page to the top of the site. */
export const top = document.querySelector<HTMLElement>('script[data-top]')?.dataset['top'] ?? './';

let search: Promise<ReturnType<typeof createSearch>> | undefined;

/** Everything that can be found. It is loaded when it is first needed, by scripts, which a page from a disk may do. */
export async function loadDocuments(): Promise<readonly SearchDocument[]> {
  if (!globalThis.searchDocuments) await loadScript('search-index.js');
  return globalThis.searchDocuments ?? [];
}

export function loadSearch(): Promise<ReturnType<typeof createSearch>> {
  search ??= Promise.all([loadDocuments(), loadScript('search.js')]).then(([documents]) =>
    globalThis.createSearch!(documents),
  );
  return search;
}

function loadScript(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${top}assets/${name}`;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name} cannot be loaded.`));
    document.head.append(script);
  });
}
