import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../scripts/cli/command.ts';
import { generateEntry } from '../../scripts/generate/entry.ts';
import { generateRoutes } from '../../scripts/generate/routes.ts';
import { generateSchemaTypes } from '../../scripts/generate/schema.ts';
import { readTraits } from '../../scripts/generate/traits.ts';
import { generateTypes } from '../../scripts/generate/types/index.ts';
import { bundle } from '../../scripts/description/bundle.ts';
import type { OpenApiDocument } from '../../scripts/description/document.ts';

let shop: OpenApiDocument;
beforeAll(async () => {
  shop = await bundle({ source: 'tests/fixtures/shop/openapi.yaml' });
});

describe('readTraits', () => {
  it('reads from a description what a client has to know', () => {
    const { routes, ...traits } = readTraits(shop);
    expect(traits).toEqual({
      server: 'https://shop.example/api/v3/{storeId}',
      serverVariables: { storeId: 'storeId' },
      header: ['Authorization', 'Bearer '],
      servers: { '/home-page/{storeId}/static-code': { url: 'https://storefront.example' } },
      errorCodes: { getItem: ['ITEM_NOT_FOUND'], updateItem: ['ITEM_NOT_FOUND', 'SKU_ALREADY_EXISTS'] },
      codes: false,
      events: [],
      lists: { '/items': { by: 'offset', sortBy: 'ADDED_TIME_ASC' }, '/brands': { by: 'offset', key: 'name' } },
      uploads: { '/items/{itemId}/image': { method: 'POST', maxBytes: 1000 } },
      unsafe: ['PUT /items/{itemId}/inventory'],
      batch: false,
    });
    expect(routes['DELETE']).toEqual({ '/items/{itemId}': 'deleteItem' });
  });

  it('reads a token header of its own', () => {
    const securitySchemes = { key: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } };
    expect(readTraits({ ...shop, components: { ...shop.components, securitySchemes } }).header).toEqual([
      'X-Auth-Token',
      '',
    ]);
  });

  it('says what it cannot make a client of', () => {
    expect(() => readTraits({ ...shop, servers: [] })).toThrow(new UsageError('The description names no server.'));
    const securitySchemes = { key: { type: 'apiKey', in: 'query', name: 'token' } };
    expect(() => readTraits({ ...shop, components: { ...shop.components, securitySchemes } })).toThrow(UsageError);
  });

  it('tells which path of another host needs the token, and which is served by all servers of the API', () => {
    const path = '/home-page/{storeId}/static-code';
    const page = structuredClone(shop);
    delete page.paths[path]?.get?.security;
    expect(readTraits(page).servers).toEqual({ [path]: { url: 'https://storefront.example', token: true } });
    page.paths[path]!.servers = [...shop.servers!, { url: 'https://storefront.example' }];
    expect(readTraits(page).servers).toEqual({});
  });

  it('takes credentials of an app on a server of its own, for they are given with the call', () => {
    const page = structuredClone(shop);
    const securitySchemes = {
      ...page.components?.['securitySchemes'],
      app: { type: 'apiKey', in: 'header', name: 'X-App' },
    };
    Object.assign(page.components ?? {}, { securitySchemes });
    Object.assign(page.paths['/home-page/{storeId}/static-code']?.get ?? {}, { security: [{ app: [] }] });
    expect(readTraits(page)).toMatchObject({ header: ['Authorization', 'Bearer '], servers: readTraits(shop).servers });
  });
});

it('generateEntry leaves out what an API has no use for', () => {
  const traits = readTraits(shop);
  const bare = generateEntry('Shop', { ...traits, lists: {}, uploads: {}, servers: {} }, []);
  expect(bare).not.toMatch(/paginate|upload|batch|servers/);
  expect(generateEntry('Shop', traits, [])).toMatch(/export function createShopClient\(/);
});

it('generateRoutes escapes what it quotes', () => {
  const routes = { GET: { "/it's": 'getIt' } };
  const document = { ...shop, paths: { "/it's": { get: { operationId: 'getIt', responses: {} } } } };
  const { operations } = generateTypes(document);
  expect(generateRoutes({ routes, errorCodes: {} }, operations)).toContain(
    `"/it's": { init: object; data: undefined; error: unknown };`,
  );
});

describe('generateSchemaTypes', () => {
  let types: string;
  beforeAll(async () => {
    types = await generateSchemaTypes(shop);
  });

  it.each([
    ['what only answers have', 'id: $Read<number>;'],
    ['what only requests have', 'password?: $Write<string>;'],
    ['a reference that may be null', 'parent?: components["schemas"]["Item"] | null;'],
    ['a default as optional', 'status?: "ACTIVE" | "HIDDEN" | "null";'],
    [
      'an enum as a union',
      'ItemSortBy: "RELEVANCE" | "NAME_ASC" | "NAME_DESC" | "ADDED_TIME_DESC" | "ADDED_TIME_ASC";',
    ],
    ['names by pattern', 'names?: {\n                [key: string]: string;\n            };'],
    ['dates in filters', 'DateTimeFilter: string | number | Date;'],
    ['bytes', 'BinaryFile: Blob;'],
    ['the words of an operation', '* Search items\n         * @description Returns items that match.'],
    [
      'the words of a property',
      '/** @description Second line. Null clears it. */\n            subtitle?: string | null;',
    ],
  ])('has %s', (_, text) => {
    expect(types).toContain(text);
  });

  it('is the same each time', async () => {
    expect(await generateSchemaTypes(structuredClone(shop))).toBe(types);
  });
});
