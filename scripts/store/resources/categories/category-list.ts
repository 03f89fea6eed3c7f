import { wrongParameter } from '../../answer/api-error.ts';
import { isSet, readNumbers, type Call } from '../../call.ts';
import { anyNumber, textContains } from '../../list/filters.ts';
import type { Filter, ListRule, Match } from '../../list/list-rule.ts';
import { fieldsOf, numberOf, textOf, type Row } from '../../state/rows.ts';
import { withDescendants } from './category-tree.ts';

const page = 'page search-categories';

const hidden: Filter = {
  from: 'test CategoriesTest.testSearchByFilters',
  absent: 'false',
  match: (_value, call) =>
    isSet(call.query, 'hidden_categories') ? undefined : { accepts: (row) => row['enabled'] !== false },
};

const keyword = textContains(page, (row) =>
  ['name', 'description'].flatMap((name) => [
    textOf(row[name]),
    ...Object.values(fieldsOf(row[`${name}Translated`])).map(textOf),
  ]),
);

/** What `GET /categories` finds. */
export const categoryList: ListRule = {
  from: [page, 'test CategoriesTest.testSearchByFilters', 'test CategoriesTest.testSearchPaging'],
  paged: true,
  filters: {
    keyword,
    categoryIds: anyNumber('test CategoriesTest.testSearchByFilters', (row) => [row.id as number]),
    parent: { from: page, match: (_value, call) => belowParents(call) },
    parentIds: { from: page, match: (_value, call) => belowParents(call) },
    hidden_categories: hidden,
  },
  defaultSort: () => ({ order: 'id' }),
};

/** What `GET /categoriesByPath` finds: the categories that names lead to from the top, or from `parent`. */
export const pathList: ListRule = {
  from: ['page search-categories-by-path'],
  paged: true,
  filters: { path: { from: 'page search-categories-by-path', match: atPath }, keyword, hidden_categories: hidden },
  defaultSort: () => ({ order: 'id' }),
};

/** `parent` and `parentIds` together name the parents; with `withSubcategories` all that is below them counts. */
function belowParents(call: Call): Match {
  const named = readNumbers(`${call.query.get('parent') ?? ''},${call.query.get('parentIds') ?? ''}`);
  const parents = new Set(isSet(call.query, 'withSubcategories') ? withDescendants(call.state, named) : named);
  return { accepts: (row) => parents.has(numberOf(row['parentId'])), found: { index: 'parent', keys: [...parents] } };
}

function atPath(path: string, call: Call): Match {
  const delimiter = call.query.get('delimiter') || call.query.get('delimeter');
  if (!delimiter) throw wrongParameter('delimiter', 'expected the text that separates the names of the path');
  const names = path
    .split(delimiter)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const categories = call.state.rows('categories');
  let found: Row[] = [];
  let parents: readonly number[] = readNumbers(call.query.get('parent') ?? '0');
  for (const name of names) {
    found = parents
      .flatMap((parent) => [...categories.find('parent', parent)])
      .filter((row) => textOf(row['name']).trim().toLowerCase() === name);
    parents = found.map((row) => row.id as number);
  }
  const set = new Set(found);
  return { accepts: (row) => set.has(row) };
}
