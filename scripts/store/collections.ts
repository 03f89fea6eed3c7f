import { listOf, numberOf, numbersOf, textOf } from './state/rows.ts';
import type { CollectionShape } from './state/collection.ts';

/**
 * The kinds of things that a store holds, with what each is found and sorted by. Times in rows (`created`, `updated`) are in
 * milliseconds; answers show them in the forms that the API has.
 */
const shapes = {
  profile: {},
  /** What was deleted, as `products/37208338`. */
  deleted: { indexes: { collection: (row) => [textOf(row['collection'])] } },
  products: {
    indexes: {
      /** SKUs of the product and of its variations. */
      sku: (row) => [row, ...listOf(row['combinations'])].map(({ sku }) => textOf(sku)).filter((sku) => sku !== ''),
      /** 0 is the front page. */
      category: (row) => [...numbersOf(row['categoryIds']), ...(numberOf(row['showOnFrontpage']) > 0 ? [0] : [])],
      externalReference: (row) =>
        [row, ...listOf(row['combinations'])].map((item) => textOf(item['externalReferenceId'])),
      type: (row) => [numberOf(row['productClassId'])],
    },
    orders: {
      created: (row) => numberOf(row['created']),
      updated: (row) => numberOf(row['updated']),
      name: (row) => textOf(row['name']).toLowerCase(),
      price: (row) => numberOf(row['price']),
    },
  },
  categories: {
    indexes: { parent: (row) => [numberOf(row['parentId'])] },
    orders: { place: (row) => numberOf(row['orderBy']) },
  },
  /** Products of a category in the order that the owner gave them, as `productIds`, by the category's id. */
  productOrders: {},
  productTypes: {},
  appStorage: {},
} satisfies Record<string, CollectionShape>;

export type CollectionName = keyof typeof shapes;

/** By name, for who has a name that is not known beforehand. */
export const collections: Readonly<Record<CollectionName, CollectionShape>> = shapes;
