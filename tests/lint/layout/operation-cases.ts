import type { Case } from './case.ts';

const products = 'paths/products/products.yaml';
const image = 'paths/products/products@{productId}@image.yaml';
const product = 'components/schemas/products/Product.yaml';
const limit = 'components/parameters/common/limit.yaml';

/** Faults of the order of keys and of operations: parameters, extensions. */
export const operationCases: readonly Case[] = [
  {
    given: 'an operation whose keys are out of order',
    edits: [
      {
        file: products,
        replace: '  summary: Search products\n  operationId: searchProducts\n',
        by: '  operationId: searchProducts\n  summary: Search products\n',
      },
    ],
    want: ['paths/products/products.yaml:5  layout/key-order  `summary` belongs before `operationId` (operation).'],
  },
  {
    given: 'a property whose keys are out of order',
    edits: [{ file: product, replace: 'type: integer\n    format: int64', by: 'format: int64\n    type: integer' }],
    want: ['components/schemas/products/Product.yaml:10  layout/key-order  `type` belongs before `format` (schema).'],
  },
  {
    given: 'a parameter with a key that no order knows',
    edits: [{ file: limit, replace: 'in: query', by: 'in: query\ntype: integer' }],
    want: [
      'components/parameters/common/limit.yaml:3  layout/key-order  `type` has no place here; known keys stand in layout/key-orders.ts (parameter).',
    ],
  },
  {
    given: 'a link that gives a number',
    edits: [
      {
        file: 'paths/orders/orders@{orderId}.yaml',
        replace: 'productId: $response.body#/items/0/id',
        by: 'productId: 7',
      },
    ],
    want: [
      "paths/orders/orders@{orderId}.yaml:25  layout/link-parameters  The value of a link's parameter is text: '7'.",
    ],
  },
  {
    given: 'an extension at the end of an operation',
    edits: [{ file: image, replace: /\n$/, by: '\n  x-never-live: true\n  x-never-live-reason: Wipes a picture.\n' }],
    want: [
      'paths/products/products@{productId}@image.yaml:53  layout/key-order  `x-never-live` belongs before `security` (operation).',
    ],
  },
  {
    given: 'a path parameter that is written in place',
    edits: [
      {
        file: image,
        replace: '  - $ref: ../../components/parameters/products/productId.yaml\n',
        by: '  - name: lang\n    in: query\n    description: Language of the answer.\n    schema:\n      type: string\n',
      },
    ],
    want: [
      'components/parameters/products/productId.yaml:1  layout/orphan-file  Nothing that openapi.yaml leads to refers to this file; use it or delete it.',
      'paths/products/products@{productId}@image.yaml:2  layout/path-parameters  A parameter of a path item is one of its path; others stand at the operation.',
    ],
  },
  {
    given: 'a path parameter at an operation',
    edits: [{ file: products, replace: 'parameters/common/limit.yaml', by: 'parameters/products/productId.yaml' }],
    want: [
      'components/parameters/common/limit.yaml:1  layout/orphan-file  Nothing that openapi.yaml leads to refers to this file; use it or delete it.',
      'paths/products/products.yaml:15  layout/path-parameters  Path parameter `productId` belongs to the parameters of the path item.',
    ],
  },
  {
    given: 'an error code of a status that the operation does not have',
    edits: [{ file: products, replace: 'status: 400', by: 'status: 409' }],
    want: [
      'paths/products/products.yaml:11  layout/operation-extensions  Status 409 is not among the responses of the operation.',
    ],
  },
  {
    given: 'an error code without a description',
    edits: [{ file: products, replace: '      description: Limit is out of range.\n', by: '' }],
    want: [
      'paths/products/products.yaml:11  layout/operation-extensions  An error code has `status`, `code` and `description`, in this order.',
    ],
  },
  {
    given: 'x-token-scopes that are no list',
    edits: [{ file: products, replace: '  x-error-codes:', by: '  x-token-scopes: read_catalog\n  x-error-codes:' }],
    want: ['paths/products/products.yaml:10  layout/operation-extensions  `x-token-scopes` is a list of scopes.'],
  },
  {
    given: 'x-never-live without a reason',
    edits: [{ file: products, replace: '  x-error-codes:', by: '  x-never-live: true\n  x-error-codes:' }],
    want: [
      'paths/products/products.yaml:10  layout/operation-extensions  `x-never-live: true` and `x-never-live-reason` (a sentence) stand together.',
    ],
  },
  {
    given: 'an extension that nothing reads',
    edits: [{ file: products, replace: '  x-error-codes:', by: '  x-colour: green\n  x-error-codes:' }],
    want: [
      'paths/products/products.yaml:10  layout/operation-extensions  No script reads `x-colour`; known are x-source, x-required-scopes, x-optional-scopes, x-token-scopes, x-never-live, x-never-live-reason, x-error-codes.',
    ],
  },
  {
    given: 'optional scopes that do not say what they open',
    edits: [
      { file: products, replace: '  x-error-codes:', by: '  x-optional-scopes:\n    - read_orders\n  x-error-codes:' },
    ],
    want: [
      'paths/products/products.yaml:10  layout/operation-extensions  `x-optional-scopes` is a map of scope to a sentence that says what it opens.',
    ],
  },
];
