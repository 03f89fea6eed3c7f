import { isSet, type Call } from '../../call.ts';
import { anyNumber, anyText, atLeast, atMost, eitherWord, flag, since, until } from '../../list/filters.ts';
import type { Filter, ListRule } from '../../list/list-rule.ts';
import { readNumbers } from '../../call.ts';
import { fieldsOf, listOf, numberOf, numbersOf, textOf, type Fields, type Row } from '../../state/rows.ts';
import type { State } from '../../state/state.ts';
import { withDescendants } from '../categories/category-tree.ts';
import { arrangeProducts } from '../categories/product-order.ts';
import { isInStock } from './stock.ts';

const page = 'page search-products';

/** What `GET /products` finds, by which words, and in which orders. */
export const productList: ListRule = {
  from: [page, 'test ProductsTest.testSearchPaging', 'test ProductsTest.testSearchOrder'],
  paged: true,
  // "If this field is specified, other search parameters are ignored."
  alone: ['productId', 'sku'],
  filters: {
    productId: anyNumber(page, (row) => [row.id as number]),
    sku: equals('sku', (row) => [row, ...listOf(row['combinations'])].map(({ sku }) => textOf(sku))),
    externalReferenceId: equals('externalReference', (row) =>
      [row, ...listOf(row['combinations'])].map((item) => textOf(item['externalReferenceId'])),
    ),
    category: { from: page, match: (value, call) => inCategories(readNumbers(value), call) },
    categories: { from: page, match: (value, call) => inCategories(readNumbers(value), call) },
    priceFrom: atLeast(page, 'price'),
    priceTo: atMost(page, 'price'),
    createdFrom: since(page, 'created'),
    createdTo: until(page, 'created'),
    updatedFrom: since(page, 'updated'),
    updatedTo: until(page, 'updated'),
    enabled: flag(page, isEnabled),
    isGiftCard: flag(page, (row) => row['isGiftCard'] === true),
    inStock: flag(page, isInStock),
    discountsAllowed: flag(page, (row) => row['discountsAllowed'] !== false),
    visibleInStorefront: flag(
      page,
      (row) => isEnabled(row) && (isInStock(row) || row['outOfStockVisibilityBehaviour'] !== 'HIDE'),
    ),
    isCustomerSetPrice: flag(page, (row) => row['nameYourPriceEnabled'] === true),
    onsale: eitherWord(page, 'onsale', 'notonsale', isOnSale),
    inventory: eitherWord(page, 'instock', 'outofstock', isInStock),
    enabledManualTaxes: anyText(page, manualTaxes),
    taxClassCodes: anyText(page, (row) => [textOf(fieldsOf(row['tax'])['taxClassCode']) || 'default']),
  },
  prefixed: {
    option_: values((row) =>
      listOf(row['options']).map((option) => [
        [textOf(option['name'])],
        listOf(option['choices']).map(({ text }) => textOf(text)),
      ]),
    ),
    attribute_: values((row) => listOf(row['attributes']).map(({ name, value }) => [[textOf(name)], [textOf(value)]])),
    field: values((row) =>
      listOf(row['attributes']).map(({ id, name, value }) => [[textOf(name), textOf(id)], [textOf(value)]]),
    ),
  },
  keyword: { from: page, texts: searchedTexts },
  sorts: {
    RELEVANCE: { order: 'relevance' },
    DEFINED_BY_STORE_OWNER: { arrange: arrangeProducts },
    ADDED_TIME_ASC: { order: 'created' },
    ADDED_TIME_DESC: { order: 'created', descending: true },
    NAME_ASC: { order: 'name' },
    NAME_DESC: { order: 'name', descending: true },
    PRICE_ASC: { order: 'price' },
    PRICE_DESC: { order: 'price', descending: true },
    UPDATED_TIME_ASC: { order: 'updated' },
    UPDATED_TIME_DESC: { order: 'updated', descending: true },
  },
  // "When `category` is set, DEFINED_BY_STORE_OWNER is used automatically." Without anything to be relevant to, products come by id.
  defaultSort({ query }) {
    if (query.has('category')) return { arrange: arrangeProducts };
    return { order: query.get('keyword') ? 'relevance' : 'id' };
  },
};

export function isEnabled(row: Row): boolean {
  return row['enabled'] !== false;
}

export function isOnSale(row: Row): boolean {
  return numberOf(row['compareToPrice']) > numberOf(row['price']);
}

/** One of the texts is the value, to the letter. */
function equals(index: string, texts: (row: Row) => readonly string[]): Filter {
  return {
    from: page,
    match: (value) => ({ accepts: (row) => texts(row).includes(value), found: { index, keys: [value] } }),
  };
}

/** Products of the categories, and of those below them when the call asks for that. 0 is the front page. */
export function inCategories(ids: readonly number[], call: Call): ReturnType<Filter['match']> {
  const isDeep = isSet(call.query, 'includeProductsFromSubcategories') || isSet(call.query, 'withSubcategories');
  const keys = isDeep ? withDescendants(call.state, ids) : ids;
  const wanted = new Set(keys);
  return {
    accepts: (row) =>
      numbersOf(row['categoryIds']).some((id) => wanted.has(id)) ||
      (wanted.has(0) && numberOf(row['showOnFrontpage']) > 0),
    found: { index: 'category', keys: [...wanted] },
  };
}

/** Values with commas between them, any of which something of that name has. */
function values(of: (row: Row) => readonly (readonly [names: readonly string[], values: readonly string[]])[]): Filter {
  return {
    from: page,
    match(value, _call, name) {
      const wanted = value.split(',').map((part) => part.trim());
      return {
        accepts: (row) =>
          of(row).some(([names, found]) => names.includes(name) && found.some((text) => wanted.includes(text))),
      };
    },
  };
}

function manualTaxes(row: Row): readonly string[] {
  const taxes = fieldsOf(row['tax'])['enabledManualTaxes'];
  return Array.isArray(taxes) && taxes.length > 0 ? taxes.map(String) : ['none'];
}

/** Name, description, SKUs, options, categories, texts of gallery images and attributes that are shown. */
function searchedTexts(row: Row, state: State): readonly string[] {
  const texts = (fields: Fields, name: string): string[] => [
    textOf(fields[name]),
    ...Object.values(fieldsOf(fields[`${name}Translated`])).map(textOf),
  ];
  return [
    ...texts(row, 'name'),
    ...texts(row, 'description').map((html) => html.replace(/<[^>]*>/g, ' ')),
    textOf(row['sku']),
    ...listOf(row['combinations']).map(({ sku }) => textOf(sku)),
    ...listOf(row['options']).flatMap((option) => [
      ...texts(option, 'name'),
      ...listOf(option['choices']).flatMap((choice) => texts(choice, 'text')),
    ]),
    ...numbersOf(row['categoryIds']).flatMap((id) => texts(state.rows('categories').get(id) ?? {}, 'name')),
    ...listOf(fieldsOf(row['media'])['images']).map(({ alt }) => textOf(fieldsOf(alt)['main'])),
    ...listOf(row['attributes'])
      .filter(({ show }) => show !== 'NOTSHOW')
      .flatMap((attribute) => texts(attribute, 'value')),
  ];
}
