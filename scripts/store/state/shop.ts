import { atPointer, escapeToken } from '../../engine/json.ts';
import type { CollectionName } from '../collections.ts';
import type { ExampleOf, Resource } from '../rules.ts';
import { readDate } from '../values/dates.ts';
import { itemsOf, textOf, type Fields, type Json, type Row, type RowId } from './rows.ts';

/** A file as bytes, such as an uploaded image. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** Everything that a store holds at one moment. It is what a store starts from, and it is not changed afterwards. */
export interface Shop {
  readonly rows: ReadonlyMap<CollectionName, ReadonlyMap<RowId, Row>>;
  readonly files: ReadonlyMap<number, StoredFile>;
  /** Last id that was given out, by kind of thing. */
  readonly ids: ReadonlyMap<string, number>;
  /** When each collection last changed, in milliseconds, where that is known. */
  readonly changed: ReadonlyMap<string, number>;
}

/** Reads the shop that the examples of a description tell of. Throws when an example is missing that a resource needs. */
export function shopOfExamples(
  description: object,
  resources: readonly Resource[],
  changesOf: (example: ExampleOf) => ReadonlyMap<string, number>,
): Shop {
  const example: ExampleOf = (name) => {
    const value = atPointer(description, `/components/examples/${escapeToken(name)}/value`);
    if (value === undefined)
      throw new Error(`The description has no example "${name}", which the store is filled from.`);
    return value as Json;
  };
  const rows = new Map<CollectionName, Map<RowId, Row>>();
  for (const resource of resources) {
    const seeded = resource.seed?.(example).map((row) => [row.id, row] as const);
    if (seeded) rows.set(resource.collection, new Map(seeded));
  }
  rows.set(
    'deleted',
    new Map(resources.flatMap((resource) => deletedRows(resource, example)).map((row) => [row.id, row])),
  );
  const ids = new Map([...lastIds(rows), ...Object.entries(insideIds)]);
  return { rows, files: new Map(), ids, changed: changesOf(example) };
}

/** Last ids of things that lie inside others: beyond those of the examples. */
const insideIds = {
  variations: 7084199,
  images: 240198699,
  attributes: 8258299,
  orderItems: 1530413000,
  invoices: 117352011,
  invoiceNumbers: 27,
  addresses: 70231145,
  contacts: 113861382,
  purchasedDomains: 48213,
};

function deletedRows({ collection, deleted }: Resource, example: ExampleOf): Row[] {
  if (!deleted) return [];
  return itemsOf(example(deleted.example)).map(({ id, date }) => ({
    id: `${collection}/${textOf(id)}`,
    collection,
    item: id,
    date: readDate(date) ?? 0,
  }));
}

/** The greatest number in use, by collection: the next thing gets the one after it. */
export function lastIds(rows: Shop['rows']): Map<string, number> {
  return new Map(
    [...rows].map(([name, collection]) => {
      const numbers = [...collection.keys()].filter((id) => typeof id === 'number');
      return [name, numbers.reduce((greatest, id) => Math.max(greatest, id), 0)];
    }),
  );
}

/** A row of an example: the object with its id. Throws when it has none. */
export function rowOf(value: Fields): Row {
  const { id } = value;
  if (typeof id !== 'number' && typeof id !== 'string') {
    throw new Error('An example of the description has no id, which the store needs.');
  }
  return { ...value, id };
}
