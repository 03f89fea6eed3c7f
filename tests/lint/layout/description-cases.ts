import type { Case } from './case.ts';

const products = 'paths/products/products.yaml';
const product = 'components/schemas/products/Product.yaml';

/** Faults of descriptions and of example values. */
export const descriptionCases: readonly Case[] = [
  {
    given: 'a property without a description',
    edits: [
      {
        file: product,
        replace: '      email:\n        description: Address that questions about the product go to.\n',
        by: '      email:\n',
      },
    ],
    want: ['components/schemas/products/Product.yaml:43  layout/description  `email` has no description.'],
  },
  {
    given: 'a description of two words',
    edits: [{ file: product, replace: 'Cost of one piece in the currency of the store.', by: 'Net cost.' }],
    want: [
      'components/schemas/products/Product.yaml:20  layout/description  The description of `price` has fewer than three words.',
    ],
  },
  {
    given: 'a description that only says the name',
    edits: [
      {
        file: product,
        replace: '  price:\n    description: Cost of one piece in the currency of the store.',
        by: '  listPrice:\n    description: Price of the list.',
      },
      { file: 'components/examples/products/searchProducts.200.yaml', replace: 'price', by: 'listPrice' },
    ],
    want: [
      'components/schemas/products/Product.yaml:20  layout/description  The description of `listPrice` only says the name again.',
    ],
  },
  {
    given: 'a parameter whose description only says the name',
    edits: [
      {
        file: 'components/parameters/orders/orderId.yaml',
        replace: 'Public identifier of the order.',
        by: 'Id of the order.',
      },
    ],
    want: [
      'components/parameters/orders/orderId.yaml:1  layout/description  The description of `orderId` only says the name again.',
    ],
  },
  {
    given: 'a header whose description is too short',
    edits: [
      {
        file: 'components/headers/common/X-Request-Id.yaml',
        replace: 'Identifier of the call for the support of the shop.',
        by: 'Identifier.',
      },
    ],
    want: [
      'components/headers/common/X-Request-Id.yaml:1  layout/description  The description of `X-Request-Id` has fewer than three words.',
    ],
  },
  {
    given: 'a boolean parameter that is not described as one',
    edits: [
      { file: 'components/parameters/products/enabled.yaml', replace: 'Whether to return', by: 'Returns either' },
    ],
    want: [
      'components/parameters/products/enabled.yaml:3  layout/boolean-parameter  The description of a boolean begins with "Whether ".',
    ],
  },
  {
    given: 'a token that is made unreadable',
    edits: [{ file: 'info.md', replace: 'tests.', by: 'tests, with the token secret_ab***cd.' }],
    want: [
      'info.md:1  layout/placeholder  There is a token that is made unreadable; write a value of the example shop.',
    ],
  },
  {
    given: 'an address with a placeholder',
    edits: [{ file: products, replace: 'one page per call.', by: 'as https://shop.example.org/{storeId}/list does.' }],
    want: [
      'paths/products/products.yaml:7  layout/placeholder  There is an address with a placeholder; write a value of the example shop.',
    ],
  },
];
