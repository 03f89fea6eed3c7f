import { expect, it } from 'vitest';
import type { OpenApiDocument, Operation } from '../../scripts/description/document.ts';
import { annotate, collectIdSources } from '../../scripts/docs/annotate.ts';

const document = {
  openapi: '3.1.0',
  info: {},
  paths: {
    '/products': {
      delete: {
        operationId: 'deleteAllProducts',
        description: 'Deletes all products.',
        externalDocs: { url: 'https://vendor.test/delete' },
        'x-never-live': true,
        'x-never-live-reason': 'It wipes the catalog.',
        'x-optional-scopes': { read_orders: 'Fields of orders.' },
        'x-error-codes': [
          { status: 404, code: 'PRODUCT_NOT_FOUND', description: 'No such product.' },
          { status: 404, code: 'STORE_NOT_FOUND' },
          { status: 409, code: 'NOT_DOCUMENTED' },
        ],
        responses: { 200: {}, 404: { $ref: '#/components/responses/NotFound' } },
      },
    },
  },
  components: { responses: { NotFound: { description: 'Nothing there.' } } },
} as unknown as OpenApiDocument;

const annotated = annotate(document, {
  samplesOf: (id) => [{ lang: 'bash', label: 'curl', source: id }],
  hrefOf: (id) => (id === 'searchProducts' ? '#/products/searchproducts' : undefined),
  idsFrom: new Map([['deleteAllProducts', ['searchProducts', 'createProduct', 'deleteAllProducts']]]),
});
const operation = annotated.paths['/products']!.delete as unknown as Record<string, unknown>;

it('says what it costs to be wrong, and which scopes open more', () => {
  expect(operation['description']).toMatch(/^Deletes all products\./);
  expect(operation['description']).toContain('It wipes the catalog.');
  expect(operation['description']).toContain('- `read_orders`: Fields of orders.');
});

it('says where ids come from, and which page it was read from', () => {
  expect(operation['description']).toMatch(
    /\n\nIds come from \[searchProducts\]\(#\/products\/searchproducts\), createProduct\. Read from \[[^\]]+\]\(https:\/\/vendor\.test\/delete\)\.$/,
  );
});

it('learns where ids come from by the links of successful answers', () => {
  const linking = structuredClone(document);
  const to = (operationId: string) => ({ links: { next: { operationId } } });
  linking.paths['/products']!.get = {
    operationId: 'searchProducts',
    responses: { 200: { ...to('deleteAllProducts') }, 404: { ...to('createProduct') } },
  } as unknown as Operation;
  expect(collectIdSources(linking)).toEqual(new Map([['deleteAllProducts', ['searchProducts']]]));
});

it('puts codes beside their status, and leaves the shared response as it is', () => {
  expect((operation['responses'] as Record<string, unknown>)['404']).toEqual({
    description:
      'Nothing there.\n\nCodes of this operation:\n\n- `PRODUCT_NOT_FOUND`: No such product.\n- `STORE_NOT_FOUND`',
  });
  expect(annotated.components!['responses']!['NotFound']).toEqual({ description: 'Nothing there.' });
});

it('adds the samples of the operation', () => {
  expect(operation['x-codeSamples']).toEqual([{ lang: 'bash', label: 'curl', source: 'deleteAllProducts' }]);
});

it('leaves the description that it was given alone', () => {
  expect(document.paths['/products']!.delete).not.toHaveProperty('x-codeSamples');
});
