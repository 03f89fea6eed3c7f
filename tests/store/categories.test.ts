import { describe, expect, it } from 'vitest';
import { tryStore, upload, type Trial } from './try-store.ts';

const create = async (trial: Trial, body: object): Promise<number> => (await trial.post('/categories', body)).json.id;

async function emptied(): Promise<Trial> {
  const trial = tryStore();
  for (const { id } of (await trial.get('/categories?hidden_categories=true')).json.items)
    await trial.delete(`/categories/${id}`);
  return trial;
}

/** Facts of the vendor's enabled live test CategoriesTest. */
describe('live: categories', () => {
  it('are found by parents, at one level or all below, with the disabled ones when asked', async () => {
    const trial = await emptied();
    const [one, two] = [37208339, 37208340];
    const trunkA = await create(trial, { name: 'A', enabled: true });
    const branchA = await create(trial, { name: 'AA', parentId: trunkA, enabled: true });
    const trunkB = await create(trial, { name: 'B', enabled: false });
    const branchB = await create(trial, { name: 'BA', parentId: trunkB, enabled: false, productIds: [one, two] });
    const leafB = await create(trial, { name: 'BAA', parentId: branchB, enabled: false, productIds: [37208341] });
    const found = async (query: string): Promise<number[]> =>
      (await trial.get(`/categories?${query}`)).json.items.map(({ id }: { id: number }) => id);
    expect(await found(`parent=${trunkB}&hidden_categories=true`)).toEqual([branchB]);
    expect(await found('parent=0&hidden_categories=true')).toEqual([trunkA, trunkB]);
    expect(await found('hidden_categories=false')).toEqual([trunkA, branchA]);
    expect(await found(`parentIds=${trunkB}&withSubcategories=false&hidden_categories=true`)).toEqual([branchB]);
    expect(await found(`parentIds=${trunkB}&withSubcategories=true&hidden_categories=true`)).toEqual([branchB, leafB]);
    expect(await found(`parent=${trunkA}&parentIds=${trunkB}&withSubcategories=true&hidden_categories=true`)).toEqual([
      branchA,
      branchB,
      leafB,
    ]);
    const { json } = await trial.get('/categories?hidden_categories=true&productIds=true');
    expect(json.items.map(({ productIds }: { productIds?: number[] }) => productIds)).toEqual([
      undefined,
      undefined,
      undefined,
      [one, two],
      [37208341],
    ]);
    expect((await trial.get('/categories?hidden_categories=true')).json.items[3].productIds).toBeUndefined();
  });

  it('come in pages', async () => {
    const trial = await emptied();
    for (const name of ['A', 'B', 'C']) await create(trial, { name });
    expect((await trial.get('/categories?offset=2&limit=2')).json).toMatchObject({ count: 1, total: 3 });
  });

  it('keep translations', async () => {
    const trial = await emptied();
    const id = await create(trial, {
      name: 'Cups',
      nameTranslated: { en: 'Cups', ru: 'Чашки' },
      descriptionTranslated: { ru: 'Описание' },
    });
    expect((await trial.get(`/categories/${id}`)).json).toMatchObject({
      nameTranslated: { en: 'Cups', ru: 'Чашки' },
      descriptionTranslated: { ru: 'Описание' },
    });
    expect((await trial.get(`/categories/${id}?lang=ru`)).json.name).toBe('Чашки');
  });

  it('have an image that is uploaded, replaced, served and deleted', async () => {
    const trial = await emptied();
    const path = `/categories/${await create(trial, { name: 'Cups' })}`;
    expect(
      (await trial.call(`${path}/image?externalUrl=https://images.example/cup.png`, { method: 'POST' })).json.id,
    ).toBeGreaterThan(0);
    const { id } = (await trial.call(`${path}/image`, upload())).json;
    const { json } = await trial.get(path);
    expect(json.thumbnailUrl).toMatch(new RegExp(`/${id}\\.png$`));
    expect(json).toMatchObject({
      hdThumbnailUrl: expect.any(String),
      originalImageUrl: expect.any(String),
      originalImage: { width: 2, height: 1 },
    });
    expect((await trial.call(json.thumbnailUrl)).headers.get('content-type')).toBe('image/png');
    expect((await trial.delete(`${path}/image`)).json).toEqual({ deleteCount: 1 });
    expect(Object.keys((await trial.get(path)).json)).not.toContain('thumbnailUrl');
  });

  it('show an image that is fetched later, and refuse what is no address', async () => {
    const trial = await emptied();
    const path = `/categories/${await create(trial, { name: 'Cups' })}`;
    await trial.post(`${path}/image/async`, { url: 'https://images.example/cup.png', width: 180, height: 180 });
    expect((await trial.get(path)).json.imageUrl).toBe('https://images.example/cup.png');
    for (const url of ['  ', 'htt://sssss']) {
      expect((await trial.post(`${path}/image/async`, { url, width: 1, height: 1 })).json.errorCode).toBe('WRONG_URL');
    }
  });

  it('have products assigned and taken away', async () => {
    const trial = await emptied();
    const first = await create(trial, { name: 'First' });
    const second = await create(trial, { name: 'Second', enabled: false });
    const productIds = [37208339, 37208340];
    for (const id of [first, second]) {
      expect((await trial.post(`/categories/${id}/assignProducts`, { productIds })).json).toEqual({ updateCount: 1 });
      expect((await trial.get(`/categories/${id}`)).json.productIds).toEqual(productIds);
    }
    expect((await trial.post(`/categories/${first}/unassignProducts`, { productIds: [37208339] })).json).toEqual({
      deleteCount: 1,
    });
    expect((await trial.post(`/categories/${first}/unassignProducts`, { productIds: [37208339] })).json).toEqual({
      deleteCount: 0,
    });
    expect((await trial.get(`/categories/${first}`)).json.productIds).toEqual([37208340]);
    expect((await trial.get(`/categories/${second}`)).json.productIds).toEqual(productIds);
  });
});

/** Facts of the pages. */
describe('documented: categories', () => {
  it('say in the same words that one is not there', async () => {
    const { json } = await tryStore().get('/categories/7');
    expect(json).toEqual({ errorMessage: 'Category #7 not found', errorCode: 'CATEGORIES_NOT_FOUND' });
  });

  it('go with all that is below them, while their products move to the front page', async () => {
    const trial = tryStore();
    expect((await trial.delete('/categories/19563207')).json).toEqual({ deleteCount: 1 });
    expect((await trial.get('/categories?hidden_categories=true')).json.total).toBe(0);
    expect((await trial.get('/products/37208340')).json).toMatchObject({
      categoryIds: [],
      defaultCategoryId: 0,
      showOnFrontpage: 1,
    });
  });

  it('are ordered below their parent', async () => {
    const trial = tryStore();
    await trial.put('/categories/sort?parentCategory=19563207', { sortedIds: [19563209, 19563208] });
    expect((await trial.get('/categories/sort?parentCategory=19563207')).json.sortedIds).toEqual([19563209, 19563208]);
    expect((await trial.get('/categories/19563208')).json.orderBy).toBe(20);
    expect((await trial.get('/categories/sort?parentCategory=7')).json.errorCode).toBe('CATEGORIES_NOT_FOUND');
  });

  it('order their products', async () => {
    const trial = tryStore();
    await trial.post('/categories/19563207/assignProducts', { productIds: [37208341, 37208339] });
    expect((await trial.get('/products/sort?parentCategory=19563207')).json.sortedIds).toEqual([
      37208340, 37208341, 37208339,
    ]);
    await trial.put('/products/sort?parentCategory=19563207', { sortedIds: [37208339, 37208340, 37208341] });
    const { json } = await trial.get('/products?category=19563207');
    expect(json.items.map(({ id }: { id: number }) => id)).toEqual([37208339, 37208340, 37208341]);
    await trial.put('/products/sort?parentCategory=0', { sortedIds: [37208341, 37208339] });
    expect((await trial.get('/products/sort?parentCategory=0')).json.sortedIds).toEqual([37208341, 37208339]);
  });

  it('change their name where products show it', async () => {
    const trial = tryStore();
    await trial.get('/products?keyword=Cookery');
    await trial.put('/categories/19563207', { name: 'Cookery' });
    expect((await trial.get('/products/37208340')).json.categories).toMatchObject([{ name: 'Cookery' }]);
    expect((await trial.get('/products?keyword=Cookery')).json.total).toBe(1);
  });

  it('cannot be below themselves', async () => {
    expect((await tryStore().put('/categories/19563207', { parentId: 19563208 })).status).toBe(400);
  });
});
