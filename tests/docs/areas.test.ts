import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../scripts/description/document.ts';
import { listAreas, slugify } from '../../scripts/description/areas.ts';
import { excerpt } from '../../scripts/docs/excerpt.ts';
import { operationHref } from '../../scripts/docs/operation-href.ts';

const get = (operationId: string, tag: string, schema: string) => ({
  operationId,
  tags: [tag],
  responses: { 200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } } },
});

const document = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  tags: [
    { name: 'Orders', description: 'Sales.' },
    { name: 'Order items', description: 'Lines.' },
    { name: 'Products', description: 'Goods.' },
  ],
  'x-tagGroups': [
    { name: 'Selling & more', tags: ['Orders', 'Order items'] },
    { name: 'Empty', tags: ['Nothing'] },
  ],
  paths: {
    '/orders': { get: get('searchOrders', 'Orders', 'Order'), post: get('createOrder', 'Order items', 'Order') },
    '/products': { get: get('searchProducts', 'Products', 'Product') },
  },
  components: {
    schemas: {
      Order: { properties: { item: { $ref: '#/components/schemas/Item' } } },
      Item: {
        oneOf: [{ $ref: '#/components/schemas/Order' }],
        discriminator: { propertyName: 'kind', mapping: { gift: '#/components/schemas/Gift' } },
      },
      Gift: {},
      Product: {},
    },
    securitySchemes: { token: {} },
  },
} as unknown as OpenApiDocument;

describe('listAreas', () => {
  it('follows the tag groups, leaves out empty ones, and keeps what is in none', () => {
    expect(listAreas(document).map(({ slug, operations }) => [slug, operations.length])).toEqual([
      ['selling-more', 2],
      ['other', 1],
    ]);
  });

  it('makes one area of a description without groups', () => {
    const { 'x-tagGroups': _groups, ...rest } = document;
    expect(listAreas(rest as OpenApiDocument).map(({ slug, tags }) => [slug, tags.length])).toEqual([['reference', 3]]);
  });

  it('gives operations the anchors of Redoc', () => {
    const [area] = listAreas(document);
    expect(area!.operations.map((found) => operationHref(area!, found))).toEqual([
      'selling-more.html#/orders/searchorders',
      'selling-more.html#/order-items/createorder',
    ]);
  });
});

describe('slugify', () => {
  it.each([
    ['Order extra fields', 'order-extra-fields'],
    ['Taxes & fees (EU)', 'taxes-fees-eu'],
  ])('%s', (text, slug) => expect(slugify(text)).toBe(slug));
});

describe('excerpt', () => {
  it('keeps the operations of an area and the components that they reach, circles and discriminators included', () => {
    const [area] = listAreas(document);
    const part = excerpt(document, area!);
    expect(Object.keys(part.paths)).toEqual(['/orders']);
    expect(Object.keys(part.components!['schemas']!).sort()).toEqual(['Gift', 'Item', 'Order']);
    expect(part.components!['securitySchemes']).toEqual({ token: {} });
    expect(part['x-tagGroups']).toBeUndefined();
  });

  it('splits one path between areas', () => {
    const split = structuredClone(document);
    split.paths['/orders']!.post!.tags = ['Products'];
    const [first, second] = listAreas(split);
    expect(Object.keys(excerpt(split, first!).paths['/orders']!)).toEqual(['get']);
    expect(Object.keys(excerpt(split, second!).paths['/orders']!)).toEqual(['post']);
  });
});
