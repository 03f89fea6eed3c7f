import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, defaultLanguage, readNumbers, type Call } from '../../call.ts';
import { changeRow, deleteRow, findRow, listAnswer } from '../../operations.ts';
import type { Resource } from '../../rules.ts';
import { defined, itemsOf, merge, numberOf, numbersOf, without, type Fields, type Row } from '../../state/rows.ts';
import { syncTranslations } from '../../values/translations.ts';
import { pictureLinkNames, pictureOperations } from '../images.ts';
import { linkParameters } from '../links.ts';
import { missingCategory } from '../products/checks.ts';
import { assign, replaceProducts, unassign } from './assignment.ts';
import { categoryList, pathList } from './category-list.ts';
import {
  categoryView,
  namedProducts,
  readOnlyOfCategory,
  seedCategory,
  singleCategoryView,
  translatedOfCategory,
} from './category-view.ts';
import { productsInOrder, setOrder } from './product-order.ts';

export const categories: Resource = {
  collection: 'categories',
  path: '/categories',
  item: '/categories/{categoryId}',
  seed: (example) => itemsOf(example('searchCategories.200')).map(seedCategory),
  view: categoryView,
  singleView: singleCategoryView,
  viewParameters: ['lang', 'productIds', ...linkParameters],
  viewReads: ['categories', 'products', 'productOrders', 'profile'],
  missing: missingCategory,
  list: categoryList,
  get: { from: ['page get-category', 'test CategoriesTest.testAssignProductsToCategory'] },
  create: {
    from: ['page create-category', 'test CategoriesTest.testTranslations'],
    row(body, call) {
      const given = written(body, call);
      const parentId = numberOf(given['parentId']);
      return {
        description: '',
        enabled: true,
        customSlug: '',
        origin: 'ECWID',
        orderBy: lastPlace(parentId, call) + 10,
        ...given,
      };
    },
    after: (row, call) => putProducts(row, call),
  },
  update: {
    from: ['page update-category'],
    row: (before, body, call) => merge(before, written(body, call, before)),
    after(row, before, call) {
      putProducts(row, call);
      // Products are found by the names of their categories.
      if (row['name'] !== before['name']) {
        for (const product of call.state.rows('products').find('category', row.id))
          call.state.rows('products').put(product);
      }
    },
  },
  delete: {
    // The vendor's tests delete parents first and expect the deletion of what was below them to fail.
    from: ['page delete-category', 'test BaseEntityTest.removeAllCategories'],
    after(row, call) {
      for (const child of call.state.rows('categories').find('parent', row.id)) deleteRow(categories, child, call);
      unassign(
        row.id as number,
        productsInOrder(call.state, row.id as number).map((product) => product.id as number),
        call,
      );
    },
  },
  operations: {
    'GET /categoriesByPath': {
      from: ['page search-categories-by-path'],
      run: (call) => listAnswer(categories, pathList, call),
    },
    'POST /categories/{categoryId}/assignProducts': {
      from: ['page assign-products-to-the-category', 'test CategoriesTest.testAssignProductsToCategory'],
      run(call) {
        const category = named(call);
        assign(category.id as number, numbersOf(bodyOf(call)['productIds']), call);
        return { json: { updateCount: 1 } };
      },
    },
    'POST /categories/{categoryId}/unassignProducts': {
      from: ['page unassign-products-from-the-category', 'test CategoriesTest.testAssignProductsToCategory'],
      run(call) {
        const count = unassign(named(call).id as number, numbersOf(bodyOf(call)['productIds']), call);
        return { json: { deleteCount: Math.min(count, 1) } };
      },
    },
    'GET /categories/sort': {
      from: ['page get-order-of-categories'],
      run: (call) => ({ json: { sortedIds: children(parentOf(call), call).map(({ id }) => id) } }),
    },
    'PUT /categories/sort': {
      from: ['page update-order-of-categories'],
      run(call) {
        const rows = call.state.rows('categories');
        const parent = parentOf(call);
        const ids = numbersOf(bodyOf(call)['sortedIds']);
        const sorted = ids.map((id) => rows.get(id) ?? fail(missingCategory(id)));
        if (sorted.some((row) => numberOf(row['parentId']) !== parent))
          throw new ApiError(400, `Not all of the categories are below category #${parent}.`);
        const rest = children(parent, call).filter(({ id }) => !ids.includes(id as number));
        [...sorted, ...rest].forEach((row, place) => rows.put({ ...row, orderBy: (place + 1) * 10 }));
        return { json: { updateCount: 1 } };
      },
    },
    'GET /products/sort': {
      from: ['page get-order-of-products'],
      run: (call) => ({ json: { sortedIds: productsInOrder(call.state, parentOf(call)).map(({ id }) => id) } }),
    },
    'PUT /products/sort': {
      from: ['page update-order-of-products'],
      run(call) {
        const parent = parentOf(call);
        const ids = numbersOf(bodyOf(call)['sortedIds']);
        const before = productsInOrder(call.state, parent);
        for (const id of ids)
          if (!before.some((row) => row.id === id))
            throw new ApiError(404, `Product #${id} not found in the category`, 'PRODUCT_NOT_FOUND');
        const sorted = [...new Set([...ids, ...before.map((row) => row.id as number)])];
        if (parent !== 0) setOrder(call.state, parent, sorted);
        else
          sorted.forEach((id, place) =>
            changeRow('products', call.state.rows('products').get(id)!, { showOnFrontpage: place + 1 }, call),
          );
        return { json: { updateCount: 1 } };
      },
    },
    ...pictureOperations({
      path: '/categories/{categoryId}/image',
      from: {
        upload: ['page upload-category-image', 'test CategoriesTest.testManipulateCategoryImage'],
        link: ['page upload-category-image-async', 'test CategoriesTest.testUploadCategoryImageAsync'],
        delete: ['page delete-category-image', 'test CategoriesTest.testManipulateCategoryImage'],
      },
      find: named,
      put: (row, { picture, alt, externalId }, call) =>
        putImage(row, { picture, ...defined({ alt, imageExternalId: externalId }) }, call),
      delete(row, call) {
        putImage(row, {}, call);
        return row['picture'] !== undefined || row['imageUrl'] !== undefined ? 1 : 0;
      },
    }),
  },
};

const imageNames = [...pictureLinkNames, 'picture', 'originalImage', 'thumbnail', 'alt', 'imageExternalId'];

/** Gives a category another image, or none. */
function putImage(row: Row, image: Fields, call: Call): void {
  call.state.rows('categories').put({ ...without(row, imageNames), ...image, id: row.id });
}

function named(call: Call): Row {
  return findRow(categories, call);
}

/** What a body may set. Throws when the parent is not there, or is below the category. */
function written(body: Fields, call: Call, before?: Row): Fields {
  const rows = call.state.rows('categories');
  const parentId = numberOf(body['parentId']);
  if (parentId !== 0 && !rows.get(parentId)) throw missingCategory(parentId);
  for (let above = rows.get(parentId); before && above; above = rows.get(numberOf(above['parentId']))) {
    if (above.id === before.id) throw new ApiError(400, `Category #${before.id} cannot be below itself.`);
  }
  const { seoDecriptionTranslated, ...fields } = without(body, [...readOnlyOfCategory, 'productIds']);
  const seo = seoDecriptionTranslated === undefined ? {} : { seoDescriptionTranslated: seoDecriptionTranslated };
  return {
    ...syncTranslations({ ...fields, ...seo }, translatedOfCategory, defaultLanguage(call.state)),
    ...(body['parentId'] === 0 && { parentId: null }),
  };
}

function putProducts(row: Row, call: Call): void {
  const ids = namedProducts(bodyOf(call));
  if (ids) replaceProducts(row.id as number, ids, call);
}

function children(parent: number, call: Call): Row[] {
  const rows = call.state.rows('categories').find('parent', parent);
  return rows.sort((a, b) => numberOf(a['orderBy']) - numberOf(b['orderBy']) || (a.id as number) - (b.id as number));
}

function lastPlace(parent: number, call: Call): number {
  return numberOf(children(parent, call).at(-1)?.['orderBy']);
}

/** The category that `parentCategory` names; 0 is the front page. */
function parentOf(call: Call): number {
  const [id = 0] = readNumbers(call.query.get('parentCategory') ?? '');
  if (id !== 0 && !call.state.rows('categories').get(id)) throw missingCategory(id);
  return id;
}

function fail(error: Error): never {
  throw error;
}
