import type { Case } from './case.ts';

const products = 'paths/products/products.yaml';
const image = 'paths/products/products@{productId}@image.yaml';
const product = 'components/schemas/products/Product.yaml';
const limit = 'components/parameters/common/limit.yaml';
const created = 'components/schemas/products/CreatedProduct.yaml';
const createdText = `title: Created image
description: Identifier of a picture.
type: object
required:
  - id
properties:
  id:
    description: Number that the store gave to the picture.
    type: integer
    format: int64
`;

/** Faults of components: names, schemas that say the same, examples. */
export const componentCases: readonly Case[] = [
  {
    given: 'a schema file in camelCase',
    edits: [
      { file: created, moveTo: 'components/schemas/products/createdProduct.yaml' },
      { file: products, replace: 'CreatedProduct', by: 'createdProduct' },
      { file: image, replace: 'CreatedProduct', by: 'createdProduct' },
    ],
    want: [
      'components/schemas/products/createdProduct.yaml:1  layout/schema-file  A schema file is named in PascalCase.',
    ],
  },
  {
    given: 'two schemas in one file',
    edits: [{ file: created, replace: 'required:', by: '$defs:\n  Other:\n    type: string\nrequired:' }],
    want: [
      'components/schemas/products/CreatedProduct.yaml:4  layout/key-order  `$defs` has no place here; known keys stand in layout/key-orders.ts (schema).',
      'components/schemas/products/CreatedProduct.yaml:4  layout/schema-file  One schema per file: each of these has its own file.',
    ],
  },
  {
    given: 'a schema without title and description',
    edits: [{ file: created, replace: /^title.*\ndescription.*\n/, by: '' }],
    want: [
      'components/schemas/products/CreatedProduct.yaml:1  layout/schema-file  A schema has a `title`.',
      'components/schemas/products/CreatedProduct.yaml:1  layout/schema-file  A schema has a `description`.',
    ],
  },
  {
    given: 'two schemas of one name',
    edits: [
      {
        file: 'components/schemas/orders/Product.yaml',
        text: 'title: Product\ndescription: Product in an order.\ntype: string\n',
      },
      { file: 'components/schemas/orders/Order.yaml', replace: '../products/Product.yaml', by: './Product.yaml' },
    ],
    want: [
      'components/schemas/products/Product.yaml:1  layout/unique-name  The name is taken by components/schemas/orders/Product.yaml; names are unique, whatever their case and underscores.',
    ],
  },
  {
    given: 'two parameters whose names are one to a generator',
    edits: [
      {
        file: 'components/parameters/products/product_id.yaml',
        text: 'name: product_id\nin: query\ndescription: Older name of the product.\nschema:\n  type: string\n',
      },
      {
        file: products,
        replace: '    - $ref: ../../components/parameters/common/limit.yaml\n',
        by: '    - $ref: ../../components/parameters/common/limit.yaml\n    - $ref: ../../components/parameters/products/product_id.yaml\n',
      },
    ],
    want: [
      'components/parameters/products/product_id.yaml:1  layout/unique-name  The name is taken by components/parameters/products/productId.yaml; names are unique, whatever their case and underscores.',
    ],
  },
  {
    given: 'a parameter file that is not named after its wire name',
    edits: [{ file: limit, replace: 'name: limit', by: 'name: pageSize' }],
    want: [
      'components/parameters/common/limit.yaml:1  layout/parameter-file  The file is named pageSize.yaml, or <resource>PageSize.yaml where `pageSize` has two meanings.',
    ],
  },
  {
    given: 'a parameter file with the resource before the wire name',
    edits: [
      { file: limit, moveTo: 'components/parameters/common/productLimit.yaml' },
      { file: products, replace: 'common/limit.yaml', by: 'common/productLimit.yaml' },
    ],
    want: [],
  },
  {
    given: 'a response file in kebab-case',
    edits: [
      { file: 'components/responses/common/BadRequest.yaml', moveTo: 'components/responses/common/bad-request.yaml' },
      { file: products, replace: /BadRequest/g, by: 'bad-request' },
      { file: image, replace: /BadRequest/g, by: 'bad-request' },
      { file: 'paths/orders/orders@{orderId}.yaml', replace: 'BadRequest', by: 'bad-request' },
    ],
    want: [
      'components/responses/common/bad-request.yaml:1  layout/response-file  A response file is named in PascalCase.',
    ],
  },
  {
    given: 'two schemas with the same properties',
    edits: [
      { file: 'components/schemas/products/CreatedImage.yaml', text: createdText },
      { file: image, replace: 'CreatedProduct', by: 'CreatedImage' },
    ],
    want: [
      'components/schemas/products/CreatedProduct.yaml:1  layout/duplicate-schema  CreatedProduct is the same as CreatedImage (components/schemas/products/CreatedImage.yaml); keep one and refer to it.',
    ],
  },
  {
    given: 'an object within a schema that is the same as a schema',
    edits: [
      {
        file: product,
        replace:
          '    properties:\n      email:\n        description: Address that questions about the product go to.\n        type: string\n',
        by: boxProperties('    '),
      },
      {
        file: 'components/schemas/orders/Order.yaml',
        replace: '  items:\n    desc',
        by: '  box:\n    $ref: ./Box.yaml\n  items:\n    desc',
      },
      {
        file: 'components/schemas/orders/Box.yaml',
        text: `title: Box\ndescription: What an order is sent in.\ntype:\n  - object\n  - 'null'\n${boxProperties('')}`,
      },
    ],
    want: [
      'components/schemas/products/Product.yaml:37  layout/duplicate-schema  Product.owner is the same as Box (components/schemas/orders/Box.yaml); keep one and refer to it.',
    ],
  },
  {
    given: 'two schemas that differ in what is required',
    edits: [
      { file: 'components/schemas/products/CreatedImage.yaml', text: createdText.replace('required:\n  - id\n', '') },
      { file: image, replace: 'CreatedProduct', by: 'CreatedImage' },
    ],
    want: [],
  },
  {
    given: 'two enums with the same values',
    edits: [
      {
        file: 'components/schemas/products/Color.yaml',
        text: 'title: Color\ndescription: Color of a jar.\ntype: string\nenum:\n  - RED\n  - BLUE\n',
      },
      {
        file: 'components/schemas/products/Tint.yaml',
        text: 'title: Tint\ndescription: Color of a lid.\ntype: string\nenum:\n  - BLUE\n  - RED\n',
      },
      {
        file: product,
        replace: '  owner:',
        by: '  color:\n    $ref: ./Color.yaml\n  tint:\n    $ref: ./Tint.yaml\n  owner:',
      },
    ],
    want: [
      'components/schemas/products/Tint.yaml:1  layout/duplicate-schema  Tint is the same as Color (components/schemas/products/Color.yaml); keep one and refer to it.',
    ],
  },
  {
    given: 'an example of an operation that does not exist',
    edits: [
      { file: 'components/examples/orders/getOrder.200.yaml', moveTo: 'components/examples/orders/getOrders.200.yaml' },
      { file: 'paths/orders/orders@{orderId}.yaml', replace: 'getOrder.200', by: 'getOrders.200' },
    ],
    want: ['components/examples/orders/getOrders.200.yaml:1  layout/example-file  There is no operation `getOrders`.'],
  },
  {
    given: 'an example of a status that the operation does not have',
    edits: [
      { file: 'components/examples/orders/getOrder.200.yaml', moveTo: 'components/examples/orders/getOrder.201.yaml' },
      { file: 'paths/orders/orders@{orderId}.yaml', replace: 'getOrder.200', by: 'getOrder.201' },
    ],
    want: ['components/examples/orders/getOrder.201.yaml:1  layout/example-file  `getOrder` has no response 201.'],
  },
  {
    given: 'an example without a status',
    edits: [
      { file: 'components/examples/orders/getOrder.200.yaml', moveTo: 'components/examples/orders/getOrder.yaml' },
      { file: 'paths/orders/orders@{orderId}.yaml', replace: 'getOrder.200', by: 'getOrder' },
    ],
    want: [
      'components/examples/orders/getOrder.yaml:1  layout/example-file  An example is named operationId.status[.case].yaml or operationId.request[.case].yaml.',
    ],
  },
  {
    given: 'an example in the folder of another area',
    edits: [
      {
        file: 'components/examples/orders/getOrder.200.yaml',
        moveTo: 'components/examples/products/getOrder.200.yaml',
      },
      { file: 'paths/orders/orders@{orderId}.yaml', replace: 'examples/orders/', by: 'examples/products/' },
    ],
    want: [
      'components/examples/products/getOrder.200.yaml:1  layout/example-file  `getOrder` is in orders, so its examples are in components/examples/orders/.',
    ],
  },
  {
    given: 'an example that another operation uses as well',
    edits: [{ file: image, replace: 'uploadProductImage.200', by: 'createProduct.200' }],
    want: [
      'components/examples/products/uploadProductImage.200.yaml:1  layout/orphan-file  Nothing that openapi.yaml leads to refers to this file; use it or delete it.',
      'components/examples/products/createProduct.200.yaml:1  layout/example-file  It is used by paths/products/products@{productId}@image.yaml as well; shared examples are in common/.',
      'components/examples/products/uploadProductImage.200.yaml:1  layout/example-file  `uploadProductImage` does not use this example at its response 200.',
    ],
  },
  {
    given: 'an example of a request that stands at a response',
    edits: [{ file: products, replace: 'createProduct.200.yaml', by: 'createProduct.request.yaml' }],
    want: [
      'components/examples/products/createProduct.200.yaml:1  layout/orphan-file  Nothing that openapi.yaml leads to refers to this file; use it or delete it.',
      'components/examples/products/createProduct.200.yaml:1  layout/example-file  `createProduct` does not use this example at its response 200.',
      'components/examples/products/createProduct.request.yaml:1  layout/example-file  It is used by paths/products/products.yaml as well; shared examples are in common/.',
    ],
  },
  {
    given: 'an enumeration of words that are no identifiers',
    edits: [{ file: product, replace: '    maxLength: 255\n', by: '    enum: [Forest honey, Wax]\n' }],
    want: [
      'components/schemas/products/Product.yaml:17  layout/enum-names  Values that are no identifiers, or differ by case and punctuation alone, need `x-enum-varnames`.',
    ],
  },
  {
    given: 'an enumeration of words that differ by case alone, with a name too few',
    edits: [
      {
        file: product,
        replace: '    type: string\n    maxLength: 255\n',
        by: '    x-enum-varnames: [HONEY]\n    type: string\n    enum: [HONEY, honey]\n',
      },
    ],
    want: [
      'components/schemas/products/Product.yaml:16  layout/enum-names  `x-enum-varnames` has one identifier for each value of `enum`, and no two alike.',
    ],
  },
  {
    given: 'an enumeration of words that differ by case alone, with a name for each',
    edits: [
      {
        file: product,
        replace: '    type: string\n    maxLength: 255\n',
        by: '    x-enum-varnames: [HONEY, HONEY_LOWERCASE]\n    type: string\n    enum: [HONEY, honey]\n',
      },
    ],
    want: [],
  },
];

/** Three properties, indented. */
function boxProperties(indent: string): string {
  const property = (name: string): string =>
    `${indent}  ${name}:\n${indent}    description: Length of one edge in millimetres.\n${indent}    type: integer\n`;
  return `${indent}properties:\n${['width', 'height', 'depth'].map(property).join('')}`;
}
