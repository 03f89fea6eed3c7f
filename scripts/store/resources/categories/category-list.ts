import { wrongParameter } from '../../answer/api-error.ts';
import { isSet, readNumbers, type Call } from '../../call.ts';
import { anyNumber, anyOf, textContains } from '../../list/filters.ts';
import type { Filter, ListRule } from '../../list/list-rule.ts';
import { numberOf } from '../../state/rows.ts';
import { withDescendants } from './category-tree.ts';

const page = 'page search-categories';

const hidden: Filter = {
  from: 'test CategoriesTest.testSearchByFilters',
  absent: 'false',
  match: (_value, call) => (isSet(call.query, 'hidden_categories') ? undefined : { column: 'enabled', keys: [true] }),
};

const keyword = textContains(page, 'texts');

/** What `GET /categories` finds. */
export const categoryList: ListRule = {
  from: [page, 'test CategoriesTest.testSearchByFilters', 'test CategoriesTest.testSearchPaging'],
  filters: {
    keyword,
    categoryIds: anyNumber('test CategoriesTest.testSearchByFilters', 'id'),
    parent: { from: page, match: (_value, call) => belowParents(call) },
    parentIds: { from: page, match: (_value, call) => belowParents(call) },
    hidden_categories: hidden,
  },
};

/** What `GET /categoriesByPath` finds: the categories that names lead to from the top, or from `parent`. */
export const pathList: ListRule = {
  from: ['page search-categories-by-path'],
  filters: { path: { from: 'page search-categories-by-path', match: atPath }, keyword, hidden_categories: hidden },
};

/** `parent` and `parentIds` together name the parents; with `withSubcategories` all that is below them counts. */
function belowParents(call: Call): ReturnType<Filter['match']> {
  const named = readNumbers(`${call.query.get('parent') ?? ''},${call.query.get('parentIds') ?? ''}`);
  const parents = isSet(call.query, 'withSubcategories') ? withDescendants(call.state, named) : named;
  return anyOf('parent', parents);
}

function atPath(path: string, call: Call): ReturnType<Filter['match']> {
  const delimiter = call.query.get('delimiter') || call.query.get('delimeter');
  if (!delimiter) throw wrongParameter('delimiter', 'expected the text that separates the names of the path');
  const names = path
    .split(delimiter)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const categories = call.state.rows('categories');
  let found: readonly number[] = [];
  let parents: readonly number[] = readNumbers(call.query.get('parent') ?? '0');
  for (const name of names) {
    const below = new Set(parents);
    const rows = categories.find('name', name).filter((row) => below.has(numberOf(row['parentId'])));
    parents = found = rows.map((row) => row.id as number);
  }
  return anyOf('id', found);
}
