/** A small description, and what a test makes of it. */
export const base = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1.0.0' },
  paths: {
    '/products/{productId}': {
      get: {
        operationId: 'getProduct',
        summary: 'Get product',
        parameters: [
          { name: 'productId', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'lang', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'The product.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Product' } } },
          },
        },
      },
    },
    '/orders': { get: { operationId: 'searchOrders', responses: { 200: { description: 'The orders.' } } } },
  },
  components: {
    schemas: {
      Product: {
        type: 'object',
        properties: { id: { type: 'integer' }, price: { type: 'number', description: 'Price.' } },
      },
    },
  },
};

export type Description = typeof base;

/** The description after a change, as text. */
export function changed(change: (description: Description) => void): string {
  const copy = structuredClone(base);
  change(copy);
  return JSON.stringify(copy);
}

/** Changes of each impact, and the name of what they change. */
export const examples: readonly (readonly [
  impact: 'patch' | 'minor' | 'major' | undefined,
  name: string,
  change: (description: Description) => void,
])[] = [
  [undefined, '', () => undefined],
  ['patch', 'Product.price', ({ components }) => (components.schemas.Product.properties.price.description = 'Amount.')],
  ['patch', 'getProduct', ({ paths }) => (paths['/products/{productId}'].get.summary = 'Get one product')],
  [
    'minor',
    'Product.name',
    ({ components }) => Object.assign(components.schemas.Product.properties, { name: { type: 'string' } }),
  ],
  [
    'minor',
    '/carts',
    ({ paths }) => Object.assign(paths, { '/carts': { get: { operationId: 'searchCarts', responses: {} } } }),
  ],
  ['major', 'Product.id', ({ components }) => (components.schemas.Product.properties.id.type = 'string')],
  ['major', 'getProduct', ({ paths }) => void paths['/products/{productId}'].get.parameters.pop()],
  ['major', '/orders', ({ paths }) => void delete (paths as Partial<typeof paths>)['/orders']],
];
