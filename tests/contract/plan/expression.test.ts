import { describe, expect, it } from 'vitest';
import { evaluateExpression, type ExpressionContext } from '../../../scripts/contract/plan/expression.ts';

const context: ExpressionContext = {
  url: 'https://shop.example/products?limit=5',
  method: 'GET',
  status: 200,
  request: {
    path: { productId: '42' },
    query: new URLSearchParams('limit=5'),
    headers: [['Accept', 'application/json']],
    body: { name: 'Cup' },
  },
  response: {
    headers: [['ETag', '"7"']],
    body: { items: [{ id: 1, 'a/b~c': 'odd' }], '': 'empty', nothing: null },
  },
};

describe('evaluateExpression', () => {
  it.each<[unknown, unknown]>([
    ['$url', context.url],
    ['$method', 'GET'],
    ['$statusCode', 200],
    ['$request.path.productId', '42'],
    ['$request.query.limit', '5'],
    ['$request.query.offset', undefined],
    ['$request.header.accept', 'application/json'],
    ['$request.body#/name', 'Cup'],
    ['$response.header.etag', '"7"'],
    ['$response.body', context.response.body],
    ['$response.body#/items/0/id', 1],
    ['$response.body#/items/0/a~1b~0c', 'odd'],
    ['$response.body#/', 'empty'],
    ['$response.body#/items/1/id', undefined],
    ['$response.body#/items/-1', undefined],
    ['$response.body#/items/length', undefined],
    ['$response.body#/constructor', undefined],
    ['$response.body#/nothing', null],
    ['$response.path.productId', undefined],
    ['$elsewhere', undefined],
    ['id-{$request.path.productId}-{$response.body#/items/0/id}', 'id-42-1'],
    ['id-{$response.body#/items/9/id}', undefined],
    ['constant', 'constant'],
    [7, 7],
  ])('%j is %j', (expression, expected) => {
    expect(evaluateExpression(expression, context)).toEqual(expected);
  });
});
