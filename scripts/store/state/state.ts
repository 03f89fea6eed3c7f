import { collections, type CollectionName } from '../collections.ts';
import { createKeywordIndex, type KeywordIndex } from '../list/keyword.ts';
import type { Change } from '../webhooks/events.ts';
import type { Clock } from './clock.ts';
import { createCollection, type Collection } from './collection.ts';
import { merge, type Fields, type Row, type RowId } from './rows.ts';
import { createRowTexts, type RowTexts } from './row-texts.ts';
import type { Shop, StoredFile } from './shop.ts';

/** What a store holds, and what it remembers to find things again. */
export interface State {
  rows(name: CollectionName): Collection;
  /** Settings of the store. */
  readonly profile: Fields;
  /** Joins them with what is there. */
  changeProfile(changes: Fields): void;
  /** The next number of that kind; none is given out twice. */
  newId(kind: string): number;
  /** Uploaded files by number. */
  readonly files: Map<number, StoredFile>;
  /** When a collection last changed, in milliseconds; undefined when that is not known. */
  changedAt(name: CollectionName): number | undefined;
  /** Calls back after each change of a row. */
  watch(listener: (change: Change) => void): void;
  /** Grows with every change of anything. */
  readonly revision: number;
  /** The search by words of a collection. `textsOf` is what is looked through, and is heeded when the search is first built. */
  keywords(name: CollectionName, textsOf: (row: Row) => readonly string[]): KeywordIndex;
  /** Slots that a search found, which is done again only after a change. */
  remember(key: string, find: () => Uint32Array): Uint32Array;
  /** Rows as text, kept while they do not change. */
  readonly texts: RowTexts;
  /** All of it at this moment. */
  snapshot(): Shop;
}

/** So many results of searches are kept; a client that pages through a list needs one. */
const rememberedSearches = 20;

export function createState(shop: Shop, clock: Clock): State {
  const made = new Map<CollectionName, Collection>();
  const changed = new Map(shop.changed);
  const ids = new Map(shop.ids);
  const files = new Map(shop.files);
  const keywords = new Map<CollectionName, KeywordIndex>();
  const searches = new Map<string, { readonly revision: number; readonly slots: Uint32Array }>();
  const listeners: ((change: Change) => void)[] = [];
  let revision = 0;

  const rows = (name: CollectionName): Collection => {
    let collection = made.get(name);
    if (!collection) {
      collection = createCollection(collections[name], shop.rows.get(name) ?? new Map<RowId, Row>());
      collection.watch((_id, before, after) => {
        revision += 1;
        changed.set(name, clock.now());
        for (const listener of listeners) listener({ collection: name, before, after });
      });
      made.set(name, collection);
    }
    return collection;
  };

  return {
    rows,
    get profile() {
      return rows('profile').get('profile') ?? {};
    },
    changeProfile(changes) {
      const profile = rows('profile');
      profile.put({ ...merge(profile.get('profile') ?? {}, changes), id: 'profile' });
    },
    newId(kind) {
      const id = (ids.get(kind) ?? 0) + 1;
      ids.set(kind, id);
      return id;
    },
    files,
    watch: (listener) => void listeners.push(listener),
    changedAt: (name) => changed.get(name),
    get revision() {
      return revision;
    },
    keywords(name, textsOf) {
      let index = keywords.get(name);
      if (!index) keywords.set(name, (index = createKeywordIndex(rows(name), textsOf)));
      return index;
    },
    remember(key, find) {
      const known = searches.get(key);
      if (known?.revision === revision) return known.slots;
      const found = find();
      searches.delete(key);
      searches.set(key, { revision, slots: found });
      if (searches.size > rememberedSearches) searches.delete(searches.keys().next().value!);
      return found;
    },
    texts: createRowTexts(),
    snapshot: () => ({
      rows: new Map(
        (Object.keys(collections) as CollectionName[]).map((name) => {
          const collection = made.get(name);
          const now = collection ? new Map([...collection.values()].map((row) => [row.id, row])) : shop.rows.get(name);
          return [name, now ?? new Map<RowId, Row>()];
        }),
      ),
      files: new Map(files),
      ids: new Map(ids),
      changed: new Map(changed),
    }),
  };
}
