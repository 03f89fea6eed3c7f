import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../scripts/cli/command.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { bundle, DescriptionError } from '../../scripts/description/bundle.ts';

const shop = fromRoot('tests/fixtures/shop');
const api = { source: 'openapi.yaml' };
let base: string;

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'bundle-'));
});
afterAll(() => rm(base, { recursive: true }));

/** A copy of the fixture in which texts of files are replaced. */
async function editShop(edits: readonly (readonly [file: string, from: string, to: string])[]): Promise<string> {
  const copy = await mkdtemp(path.join(base, 'shop-'));
  await cp(shop, copy, { recursive: true });
  for (const [file, from, to] of edits) {
    const target = path.join(copy, file);
    const text = await readFile(target, 'utf8');
    expect(text).toContain(from);
    await writeFile(target, text.replace(from, to));
  }
  return copy;
}

describe('bundle', () => {
  it('makes one document without references to files, and components in order of their names', async () => {
    const document = await bundle(api, shop);
    expect(JSON.stringify(document)).not.toMatch(/"\$ref":"(?!#\/)/);
    expect(Object.keys(document.paths)[0]).toBe('/items');
    const { components = {} } = document;
    expect(Object.keys(components)).toEqual(Object.keys(components).sort());
    expect(Object.keys(components['schemas'] ?? {})).toEqual(Object.keys(components['schemas'] ?? {}).sort());
    expect(components['schemas']).toHaveProperty('ItemSortBy');
  });

  it('leaves out what no page documents, and what only that refers to, when asked to', async () => {
    const copy = await editShop([
      ['openapi.yaml', 'operationId: searchBrands\n', 'operationId: searchBrands\n      x-source: client\n'],
      [
        'openapi.yaml',
        '\ncomponents:',
        `
webhooks:
  item.created: { post: { operationId: onItemCreated, responses: { '200': { description: Delivered. } } } }
  wish.created: { post: { operationId: onWishCreated, x-source: client, responses: { '200': { description: Delivered. } } } }
components:`,
      ],
      ['openapi.yaml', 'name: externalUrl\n', 'name: externalUrl\n          x-source: observed\n'],
      ['paths/items.yaml', '{ name: inStock,', '{ name: inStock, x-source: client,'],
      ['components/schemas/Item.yaml', '  subtitle: {', '  subtitle: { x-source: client,'],
      ['components/schemas/Item.yaml', '  parent:\n', '  parent:\n    x-source: client\n'],
      [
        'paths/items.yaml',
        "'200':\n      description: Found.\n",
        "'200':\n      description: Found.\n      links: { all: { operationId: searchBrands }, one: { operationId: getItem } }\n",
      ],
    ]);
    const whole = JSON.stringify(await bundle(api, copy));
    expect(whole.match(/x-source/g)).toHaveLength(6);
    const document = await bundle(api, copy, { documentedOnly: true });
    const text = JSON.stringify(document);
    expect(text).not.toContain('x-source');
    for (const gone of [
      'subtitle',
      '"parent":{',
      'inStock',
      'externalUrl',
      'searchBrands',
      '/brands',
      'wish.created',
      'BrandSearchResult',
    ])
      expect(text).not.toContain(gone);
    for (const kept of [
      '"related"',
      '"keyword"',
      'item.created',
      'operationId":"getItem',
      'uploadItemImage',
      '"ItemSortBy"',
    ])
      expect(text).toContain(kept);
    const { components } = document;
    expect(components?.['schemas']).not.toHaveProperty('Brand');
  });

  it('gives the same bytes each time', async () => {
    const [first, second] = await Promise.all([bundle(api, shop), bundle(api, shop)]);
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
  });

  it.each([
    [
      'a reference to nowhere',
      'components/schemas/ItemSearchResult.yaml',
      './Item.yaml',
      './Itme.yaml',
      /components\/schemas\/ItemSearchResult\.yaml:\d+ {2}no-unresolved-refs {2}/,
    ],
    ['a wrong structure', 'paths/items.yaml', 'responses:', 'respones:', /paths\/items\.yaml:\d+ {2}struct {2}/],
    [
      'YAML that cannot be read',
      'components/schemas/Item.yaml',
      'type: object',
      'type: [object',
      /components\/schemas\/Item\.yaml/,
    ],
    ['an entry that cannot be read', 'openapi.yaml', 'info:', 'info: {', /openapi\.yaml:\d+ {2}yaml {2}/],
    [
      'two operations of one name',
      'paths/items.yaml',
      'operationId: createItem',
      'operationId: searchItems',
      /paths\/items\.yaml:\d+ {2}operation-operationId-unique {2}/,
    ],
  ])('names file, line and rule of %s', async (_, file, from, to, message) => {
    const broken = bundle(api, await editShop([[file, from, to]]));
    await expect(broken).rejects.toBeInstanceOf(DescriptionError);
    await expect(broken).rejects.toBeInstanceOf(UsageError);
    await expect(broken).rejects.toThrow(message);
  });

  it('refuses two components of one name', async () => {
    const copy = await editShop([
      ['paths/items.yaml', '../components/schemas/ItemSortBy.yaml', '../components/Item.yaml'],
    ]);
    await writeFile(path.join(copy, 'components/Item.yaml'), 'description: Another.\ntype: string\n');
    await expect(bundle(api, copy)).rejects.toThrow(/Item/);
    await expect(bundle(api, copy)).rejects.toBeInstanceOf(DescriptionError);
  });

  it('lists a few problems and counts the others', async () => {
    const copy = await editShop([
      ['paths/items.yaml', 'operationId: createItem', 'operationId: createItem\n  wrong: 1'],
    ]);
    const text = await readFile(path.join(copy, 'openapi.yaml'), 'utf8');
    await writeFile(path.join(copy, 'openapi.yaml'), text.replaceAll('operationId:', 'operationID:'));
    await expect(bundle(api, copy)).rejects.toThrow(/and \d+ more; npm run lint lists them all$/);
  });

  it('says which file is not there', async () => {
    await expect(bundle({ source: 'missing.yaml' }, shop)).rejects.toThrow(/missing\.yaml/);
    await expect(bundle({ source: 'missing.yaml' }, shop)).rejects.toBeInstanceOf(UsageError);
  });
});
