import MiniSearch from 'minisearch';
import type { Collection } from '../state/collection.ts';
import type { Row, RowId } from '../state/rows.ts';

/** A search by words over the rows of a collection. It is built for the first search, and changed rows are taken in before each. */
export interface KeywordIndex {
  /**
   * Rows that have all the words, best first. Words have to be there as they are, in any case; `*` at the end lets the last one be
   * the beginning of a word, and quotes ask for the words one after the other.
   */
  search(keyword: string): readonly Row[];
}

interface Entry {
  readonly id: RowId;
  readonly text: string;
}

export function createKeywordIndex(collection: Collection, textsOf: (row: Row) => readonly string[]): KeywordIndex {
  const index = new MiniSearch<Entry>({ fields: ['text'] });
  const changed = new Set<RowId>();
  const toEntry = (row: Row): Entry => ({ id: row.id, text: textsOf(row).join('\n') });
  index.addAll([...collection.values()].map(toEntry));
  collection.watch((id) => changed.add(id));

  const takeIn = (): void => {
    for (const id of changed) {
      if (index.has(id)) index.discard(id);
      const row = collection.get(id);
      if (row) index.add(toEntry(row));
    }
    changed.clear();
  };

  return {
    search(keyword) {
      takeIn();
      const isOpen = keyword.trimEnd().endsWith('*');
      const phrase = /^\s*"(.*)"\s*$/s.exec(keyword)?.[1]?.toLowerCase();
      const found = index.search(keyword, {
        combineWith: 'AND',
        prefix: isOpen && ((_term, i, terms) => i === terms.length - 1),
      });
      return found.flatMap(({ id }) => {
        const row = collection.get(id as RowId);
        if (!row) return [];
        return phrase === undefined || textsOf(row).some((text) => text.toLowerCase().includes(phrase)) ? [row] : [];
      });
    },
  };
}
