import { bodyOf, isSet, type Call } from '../../call.ts';
import { pageOf, searchAll } from '../../list/search.ts';
import type { Operations } from '../../rules.ts';
import { fieldsOf, listOf, numberOf, numbersOf, textOf, type Fields, type Row } from '../../state/rows.ts';
import { productList } from './product-list.ts';
import { isEnabled, isInStock, isOnSale } from './facts.ts';

/** What is worked out from all products: filters with their values, brands, colors. */
export const facets: Operations = {
  'POST /products/filters': {
    from: ['page get-product-filters', 'example getProductFilters.200'],
    run: (call) => ({ json: filters(call) }),
  },
  'GET /products/filters': {
    from: ['old get-store-filters', 'example searchProductFilters.200'],
    run: (call) => ({ json: filters(call) }),
  },
  'GET /brands': { from: ['page search-product-brands'], run: (call) => ({ json: brands(call) }) },
  'GET /swatches': {
    from: ['page get-recently-used-product-swatches'],
    run: (call) => ({ json: { colors: colors(call) } }),
  },
};

function filters(call: Call): Fields {
  const params = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(fieldsOf(bodyOf(call)['params']))) params.set(name, textOf(value));
  params.delete('limit');
  const rows = searchAll(productList, 'products', { ...call, query: params });
  const asked = splitNames(params.get('filterFields') ?? '');
  const limits = params.get('filterFacetLimit') ?? '';
  const found = asked.flatMap((name) => {
    const filter = filterOf(name, rows, call);
    return filter ? [[name, cut(filter, limitOf(limits, name))] as const] : [];
  });
  return { productCount: rows.length, filters: Object.fromEntries(found) };
}

/** Names with commas between them; a backslash goes before commas and backslashes that belong to a name. */
function splitNames(text: string): string[] {
  return [...text.matchAll(/(?:\\.|[^,\\])+/gs)].map(([name]) => name.replace(/\\(.)/gs, '$1').trim());
}

function limitOf(text: string, name: string): number {
  const own =
    splitNames(text)
      .map((part) => part.split(':'))
      .find(([field]) => field === name)?.[1] ?? text;
  return /^\d+$/.test(own) ? Number(own) : own === 'all' ? Infinity : 50;
}

function cut(filter: Fields, limit: number): Fields {
  return filter['values'] === undefined ? filter : { ...filter, values: listOf(filter['values']).slice(0, limit) };
}

function filterOf(name: string, rows: readonly Row[], call: Call): Fields | undefined {
  const status = 'SUCCESS';
  if (name === 'price') {
    const prices = rows.map((row) => numberOf(row['price']));
    return prices.length === 0 ? { status } : { minValue: Math.min(...prices), maxValue: Math.max(...prices), status };
  }
  if (name === 'inventory')
    return { values: split(rows, isInStock, ['instock', 'In stock'], ['outofstock', 'Out of stock']), status };
  if (name === 'onsale')
    return { values: split(rows, isOnSale, ['onsale', 'On sale'], ['notonsale', 'Regular price']), status };
  if (name === 'enabled')
    return { values: split(rows, isEnabled, ['enabled', 'Enabled'], ['disabled', 'Disabled']), status };
  if (name === 'categories') return { values: categoryValues(rows, call), status, sortingOrder: 'PRODUCTS_COUNT_DESC' };
  const [, kind, title] = /^(option|attribute)_(.*)$/s.exec(name) ?? [];
  if (title === undefined) return undefined;
  const counts = count(rows, (row) =>
    kind === 'option'
      ? listOf(row['options'])
          .filter((option) => option['name'] === title)
          .flatMap(({ choices }) => listOf(choices).map(({ text }) => textOf(text)))
      : listOf(row['attributes'])
          .filter((attribute) => attribute['name'] === title)
          .map(({ value }) => textOf(value)),
  );
  const values = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, productCount]) => ({ title: text, productCount }));
  return { title, values, status, sortingOrder: 'FILTER_VALUE_ASC' };
}

type Word = readonly [id: string, title: string];

function split(rows: readonly Row[], says: (row: Row) => boolean, yes: Word, no: Word): Fields[] {
  const number = rows.filter(says).length;
  return [
    { id: yes[0], title: yes[1], productCount: number },
    { id: no[0], title: no[1], productCount: rows.length - number },
  ].filter(({ productCount }) => productCount > 0);
}

/** A product counts in its categories and in all above them, once in each. */
function categoryValues(rows: readonly Row[], call: Call): Fields[] {
  const categories = call.state.rows('categories');
  const counts = count(rows, (row) =>
    numbersOf(row['categoryIds']).flatMap((id) => {
      const path: number[] = [];
      for (let at = categories.get(id); at; at = categories.get(numberOf(at['parentId']))) path.push(at.id as number);
      return path;
    }),
  );
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || a - b)
    .map(([id, productCount]) => ({ id, title: textOf(categories.get(id)?.['name']), productCount }));
}

function count<T>(rows: readonly Row[], valuesOf: (row: Row) => readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const row of rows) for (const value of new Set(valuesOf(row))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Brands that products name in an attribute of that kind. */
function brands(call: Call): Fields {
  const rows = [...call.state.rows('products').values()].filter(
    (row) => isSet(call.query, 'hidden_brands') || isEnabled(row),
  );
  const brandsOf = (row: Row): Fields[] =>
    listOf(row['attributes']).filter(({ type, value }) => type === 'BRAND' && textOf(value) !== '');
  const counts = [...count(rows, (row) => brandsOf(row).map(({ value }) => textOf(value)))];
  const byName = ([a]: readonly [string, number], [b]: readonly [string, number]): number =>
    a < b ? -1 : a > b ? 1 : 0;
  const sortBy = call.query.get('sortBy') ?? 'PRODUCT_COUNT_DESC';
  counts.sort((a, b) => (sortBy.startsWith('NAME') ? 0 : a[1] - b[1]) || byName(a, b));
  if (sortBy.endsWith('DESC')) counts.reverse();
  const general = fieldsOf(call.state.profile['generalInfo']);
  const base = (call.query.get('baseUrl') ?? textOf(general['storeUrl'])).replace(/\/$/, '');
  const translations = new Map(
    rows.flatMap(brandsOf).map((brand) => [textOf(brand['value']), brand['valueTranslated']]),
  );
  const { offset, limit } = pageOf(call.query);
  const items = counts.slice(offset, offset + limit).map(([name]) => ({
    name,
    nameTranslated: translations.get(name) ?? {},
    productsFilteredByBrandUrl: `${base}/products/search?${new URLSearchParams({ attribute_Brand: name }).toString()}`,
  }));
  return { total: counts.length, count: items.length, offset, limit, items };
}

/** Colors of `SWATCHES` options, those of the latest change first. */
function colors(call: Call): Fields[] {
  const choices = [...call.state.rows('products').values()].flatMap((row) =>
    listOf(row['options'])
      .filter(({ type }) => type === 'SWATCHES')
      .flatMap(({ choices }) => listOf(choices)),
  );
  const seen = new Map<string, Fields>();
  for (const choice of [...choices].sort((a, b) => numberOf(b['changeTime']) - numberOf(a['changeTime']))) {
    const [hexCode] = Array.isArray(choice['hexCodes']) ? (choice['hexCodes'] as readonly string[]) : [];
    if (hexCode === undefined || seen.has(hexCode)) continue;
    seen.set(hexCode, { name: textOf(choice['text']), hexCode, translations: choice['textTranslated'] ?? {} });
  }
  return [...seen.values()];
}
