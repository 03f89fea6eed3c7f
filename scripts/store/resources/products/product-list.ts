import { isSet, readNumbers, type Call } from '../../call.ts';
import { amounts, anyNumber, anyOf, anyText, eitherWord, flag, named, periods, textIs } from '../../list/filters.ts';
import { bothWays, type Filter, type ListRule } from '../../list/list-rule.ts';
import { fieldsOf, listOf, numbersOf, textOf, type Row } from '../../state/rows.ts';
import type { State } from '../../state/state.ts';
import { textsIn } from '../../values/translations.ts';
import { withDescendants } from '../categories/category-tree.ts';
import { arrangeProducts } from '../categories/product-order.ts';

const page = 'page search-products';

/** What `GET /products` finds, by which words, and in which orders. */
export const productList: ListRule = {
  from: [page, 'test ProductsTest.testSearchPaging', 'test ProductsTest.testSearchOrder'],
  // "If this field is specified, other search parameters are ignored."
  alone: ['productId', 'sku'],
  filters: {
    productId: anyNumber(page, 'id'),
    sku: textIs(page, 'sku'),
    externalReferenceId: textIs(page, 'externalReference'),
    category: { from: page, match: inCategories },
    categories: { from: page, match: inCategories },
    ...amounts(page, 'price'),
    ...periods(page, 'created', 'updated'),
    enabled: flag(page, 'enabled'),
    isGiftCard: flag(page, 'giftCard'),
    inStock: flag(page, 'inStock'),
    discountsAllowed: flag(page, 'discountsAllowed'),
    visibleInStorefront: flag(page, 'visible'),
    isCustomerSetPrice: flag(page, 'customerSetPrice'),
    onsale: eitherWord(page, 'onSale', 'onsale', 'notonsale'),
    inventory: eitherWord(page, 'inStock', 'instock', 'outofstock'),
    enabledManualTaxes: anyText(page, 'manualTax'),
    taxClassCodes: anyText(page, 'taxClass'),
  },
  prefixed: {
    option_: named(page, 'option'),
    attribute_: named(page, 'attribute'),
    field: named('old products', 'attributeId'),
  },
  keyword: { from: page, texts: searchedTexts },
  sorts: {
    RELEVANCE: { order: 'relevance' },
    DEFINED_BY_STORE_OWNER: { arrange: arrangeProducts },
    ...bothWays({ ADDED_TIME: 'created', NAME: 'name', PRICE: 'price', UPDATED_TIME: 'updated' }),
  },
  // "When `category` is set, DEFINED_BY_STORE_OWNER is used automatically." Without anything to be relevant to, products come by id.
  defaultSort({ query }) {
    if (query.has('category')) return { arrange: arrangeProducts };
    return { order: query.get('keyword') ? 'relevance' : 'id' };
  },
};

/** Products of the categories, and of those below them when the call asks for that. 0, or `home`, is the front page. */
function inCategories(value: string, call: Call): ReturnType<Filter['match']> {
  const ids = readNumbers(value.replace(/\bhome\b/, '0'));
  const isDeep = isSet(call.query, 'includeProductsFromSubcategories') || isSet(call.query, 'withSubcategories');
  return anyOf('category', isDeep ? withDescendants(call.state, ids) : ids);
}

/** Name, description, SKUs, options, categories, texts of gallery images and attributes that are shown. */
function searchedTexts(row: Row, state: State): readonly string[] {
  return [
    ...textsIn(row, 'name'),
    ...textsIn(row, 'description').map((html) => html.replace(/<[^>]*>/g, ' ')),
    textOf(row['sku']),
    ...listOf(row['combinations']).map(({ sku }) => textOf(sku)),
    ...listOf(row['options']).flatMap((option) => [
      ...textsIn(option, 'name'),
      ...listOf(option['choices']).flatMap((choice) => textsIn(choice, 'text')),
    ]),
    ...numbersOf(row['categoryIds']).flatMap((id) => textsIn(state.rows('categories').get(id) ?? {}, 'name')),
    ...listOf(fieldsOf(row['media'])['images']).map(({ alt }) => textOf(fieldsOf(alt)['main'])),
    ...listOf(row['attributes'])
      .filter(({ show }) => show !== 'NOTSHOW')
      .flatMap((attribute) => textsIn(attribute, 'value')),
  ];
}
