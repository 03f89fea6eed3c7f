import type { Case } from './case.ts';

const products = 'paths/products/products.yaml';
const product = 'components/schemas/products/Product.yaml';
const orderEntry = '  /orders/{orderId}:\n    $ref: ./paths/orders/orders@{orderId}.yaml\n';

/** An order below products, `/products/orders/{orderId}`, which fits what `/products/{productId}/image` fits. */
const rivals: Case['edits'] = [
  { file: 'openapi.yaml', replace: orderEntry, by: '' },
  {
    file: 'openapi.yaml',
    replace: '  /products/{productId}/image:\n',
    by: '  /products/orders/{orderId}:\n    $ref: ./paths/orders/products@orders@{orderId}.yaml\n  /products/{productId}/image:\n',
  },
  { file: 'paths/orders/orders@{orderId}.yaml', moveTo: 'paths/orders/products@orders@{orderId}.yaml' },
];

/** Faults of files: their form, names, folders and length, and what refers to them. */
export const fileCases: readonly Case[] = [
  {
    given: 'YAML that cannot be parsed',
    edits: [{ file: 'components/parameters/common/limit.yaml', replace: 'in: query', by: 'in: [query' }],
    want: ['components/parameters/common/limit.yaml:3  layout/yaml-syntax  Not valid YAML: deficient indentation.'],
  },
  {
    given: 'a key that stands twice',
    edits: [{ file: 'components/parameters/common/limit.yaml', replace: 'in: query', by: 'in: query\nin: query' }],
    want: ['components/parameters/common/limit.yaml:3  layout/yaml-syntax  Not valid YAML: duplicated mapping key.'],
  },
  {
    given: 'a file in a folder that is no area',
    edits: [
      {
        file: 'components/schemas/wishes/Wish.yaml',
        text: 'title: Wish\ndescription: Wish of a customer.\ntype: string\n',
      },
    ],
    want: [
      'components/schemas/wishes/Wish.yaml:1  layout/file-folder  `wishes` is no area of the documentation; the areas stand in layout/areas.ts.',
      'components/schemas/wishes/Wish.yaml:1  layout/orphan-file  Nothing that openapi.yaml leads to refers to this file; use it or delete it.',
    ],
  },
  {
    given: 'a file outside of the layout',
    edits: [{ file: 'notes/products.yaml', text: 'notes: none\n' }],
    want: [
      'notes/products.yaml:1  layout/file-folder  A file is in paths/<area>/, in webhooks/<area>/ or in components/<kind>/<area>/ (or components/<kind>/common/).',
      'notes/products.yaml:1  layout/orphan-file  Nothing that openapi.yaml leads to refers to this file; use it or delete it.',
    ],
  },
  {
    given: 'a component that nothing refers to',
    edits: [
      {
        file: 'components/schemas/products/Wish.yaml',
        text: 'title: Wish\ndescription: Wish of a customer.\ntype: string\n',
      },
    ],
    want: [
      'components/schemas/products/Wish.yaml:1  layout/orphan-file  Nothing that openapi.yaml leads to refers to this file; use it or delete it.',
    ],
  },
  {
    given: 'a reference into another file',
    edits: [{ file: product, replace: '../common/DateTime.yaml', by: '../common/DateTime.yaml#/title' }],
    want: [
      'components/schemas/products/Product.yaml:36  layout/reference-form  `../common/DateTime.yaml#/title` should be the relative path of a file, beginning with ./ or ../, without #.',
    ],
  },
  {
    given: 'a reference by a detour',
    edits: [{ file: product, replace: '../common/DateTime.yaml', by: './../common/DateTime.yaml' }],
    want: [
      'components/schemas/products/Product.yaml:36  layout/reference-form  `./../common/DateTime.yaml` can be written shorter: ../common/DateTime.yaml.',
    ],
  },
  {
    given: 'a keyword beside a reference',
    edits: [{ file: product, replace: 'readOnly: true\n    $ref', by: "type: [string, 'null']\n    $ref" }],
    want: [
      "components/schemas/products/Product.yaml:35  layout/reference-siblings  `type` beside a $ref is lost in clients; write `allOf`, or `oneOf` with `type: 'null'`.",
    ],
  },
  {
    given: 'a schema of more than 300 lines',
    edits: [
      {
        file: product,
        replace: 'examples:\n      - Forest honey\n',
        by: `examples:\n${'      - Forest honey\n'.repeat(290)}`,
      },
    ],
    want: [
      'components/schemas/products/Product.yaml:301  layout/file-length  334 lines; at most 300: move objects within it into schemas of their own.',
    ],
  },
  {
    given: 'a path file of more than 320 lines',
    edits: [{ file: products, replace: 'one page per call.', by: `one page per call.${'\n    Line.'.repeat(260)}` }],
    want: [
      'paths/products/products.yaml:321  layout/file-length  326 lines; at most 320: move examples and what several operations share into components.',
    ],
  },
  {
    given: 'a description of another version',
    edits: [{ file: 'openapi.yaml', replace: 'openapi: 3.1.0', by: 'openapi: 3.0.3' }],
    want: ['openapi.yaml:1  layout/entry-document  It begins with `openapi: 3.1.1`.'],
  },
  {
    given: 'components in the entry document',
    edits: [
      {
        file: 'openapi.yaml',
        replace: 'components:\n',
        by: 'components:\n  schemas:\n    Wish:\n      type: string\n',
      },
    ],
    want: ['openapi.yaml:45  layout/entry-components  `schemas` belong into files in components/schemas/.'],
  },
  {
    given: 'a path file that is not named after its URL',
    edits: [
      { file: 'openapi.yaml', replace: 'products@{productId}@image', by: 'product-image' },
      { file: 'paths/products/products@{productId}@image.yaml', moveTo: 'paths/products/product-image.yaml' },
    ],
    want: [
      'openapi.yaml:42  layout/path-file-name  The file of /products/{productId}/image is named products@{productId}@image.yaml, not product-image.yaml.',
    ],
  },
  {
    given: 'paths in another order',
    edits: [
      { file: 'openapi.yaml', replace: orderEntry, by: '' },
      { file: 'openapi.yaml', replace: 'components:\n', by: `${orderEntry}components:\n` },
    ],
    want: ['openapi.yaml:42  layout/path-order  /orders/{orderId} belongs before /products/{productId}/image.'],
  },
  {
    given: 'two paths that fit the same address',
    edits: rivals,
    want: [
      'openapi.yaml:42  layout/ambiguous-paths  One address can fit both /products/{productId}/image and /products/orders/{orderId}.',
    ],
  },
  {
    given: 'two paths that would fit the same address, if the parameter of one had more values',
    edits: [
      ...rivals,
      { file: 'components/parameters/orders/orderId.yaml', replace: /$/, by: '  enum: [first, last]\n' },
    ],
    want: [],
  },
  {
    given: 'two paths that fit the same address, since the parameter of one has that value',
    edits: [
      ...rivals,
      { file: 'components/parameters/orders/orderId.yaml', replace: /$/, by: '  enum: [first, image]\n' },
    ],
    want: [
      'openapi.yaml:42  layout/ambiguous-paths  One address can fit both /products/{productId}/image and /products/orders/{orderId}.',
    ],
  },
  {
    given: 'a path file in the folder of another area',
    edits: [
      { file: 'openapi.yaml', replace: 'paths/products/products.yaml', by: 'paths/orders/products.yaml' },
      { file: products, moveTo: 'paths/orders/products.yaml' },
    ],
    want: [
      'paths/orders/products.yaml:2  layout/path-folder  Tag "Products" belongs to products; this file is in orders.',
      'paths/orders/products.yaml:33  layout/path-folder  Tag "Products" belongs to products; this file is in orders.',
      'components/examples/products/createProduct.200.yaml:1  layout/example-file  `createProduct` is in orders, so its examples are in components/examples/orders/.',
      'components/examples/products/createProduct.request.draft.yaml:1  layout/example-file  `createProduct` is in orders, so its examples are in components/examples/orders/.',
      'components/examples/products/createProduct.request.yaml:1  layout/example-file  `createProduct` is in orders, so its examples are in components/examples/orders/.',
      'components/examples/products/searchProducts.200.yaml:1  layout/example-file  `searchProducts` is in orders, so its examples are in components/examples/orders/.',
    ],
  },
  {
    given: 'a tag group that is no area',
    edits: [{ file: 'openapi.yaml', replace: '  - name: Orders\n    tags:', by: '  - name: Sales\n    tags:' }],
    want: [
      'paths/orders/orders@{orderId}.yaml:4  layout/path-folder  Tag "Orders" belongs to sales; this file is in orders.',
      'openapi.yaml:34  layout/tag-group  Tag group "Sales" is no area of the documentation; the areas stand in layout/areas.ts.',
    ],
  },
  {
    given: 'a tag in no group',
    edits: [{ file: 'openapi.yaml', replace: '      - Product images\n', by: '' }],
    want: ['openapi.yaml:25  layout/tag-group  Tag "Product images" is in 0 tag groups instead of one.'],
  },
  {
    given: 'a tag in two groups',
    edits: [
      {
        file: 'openapi.yaml',
        replace: '    tags:\n      - Orders\n',
        by: '    tags:\n      - Orders\n      - Products\n',
      },
    ],
    want: ['openapi.yaml:27  layout/tag-group  Tag "Products" is in 2 tag groups instead of one.'],
  },
  {
    given: 'a group with something that is no tag',
    edits: [
      {
        file: 'openapi.yaml',
        replace: '    tags:\n      - Orders\n',
        by: '    tags:\n      - Orders\n      - Carts\n',
      },
    ],
    want: ['openapi.yaml:34  layout/tag-group  Tag group "Orders" lists "Carts", which is no tag.'],
  },
];
