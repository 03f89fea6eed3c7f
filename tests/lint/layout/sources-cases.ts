import type { Case } from './case.ts';

/** Faults of sources.yaml. */
export const sourcesCases: readonly Case[] = [
  {
    given: 'no sources.yaml',
    edits: [{ file: 'sources.yaml', moveTo: 'README.md' }],
    want: ['sources.yaml:1  layout/sources  The file is missing: it lists every documented page.'],
  },
  {
    given: 'an operation that no page names',
    edits: [{ file: 'sources.yaml', replace: 'operationId: getOrder\n', by: 'reason: Not yet.\n' }],
    want: [
      'paths/orders/orders@{orderId}.yaml:7  layout/sources  Nothing in sources.yaml names the operation `getOrder`: neither a page nor a piece of evidence.',
    ],
  },
  {
    given: 'a page that names an operation that does not exist',
    edits: [{ file: 'sources.yaml', replace: 'reason: Overview without an operation.', by: 'operationId: getOrders' }],
    want: ['sources.yaml:34  layout/sources  There is no operation `getOrders` in openapi.yaml.'],
  },
  {
    given: 'a page that names an operation that is still to come',
    edits: [
      { file: 'sources.yaml', replace: 'reason: Overview without an operation.', by: 'operationId: getOrders' },
      { file: 'sources.yaml', replace: 'complete: true\n', by: '' },
    ],
    want: [],
  },
  {
    given: 'a page with an operation and a reason',
    edits: [
      { file: 'sources.yaml', replace: 'operationId: getOrder\n', by: 'operationId: getOrder\n    reason: None.\n' },
    ],
    want: [
      'sources.yaml:29  layout/sources  A page has an `operationId` or a `webhook`, or the `reason` why nothing describes it.',
    ],
  },
  {
    given: 'a page that is listed twice',
    edits: [{ file: 'sources.yaml', replace: '- page: orders\n', by: '- page: orders/get-order\n' }],
    want: ['sources.yaml:32  layout/sources  Page orders/get-order is listed twice.'],
  },
  {
    given: 'a page that was read nowhere',
    edits: [{ file: 'sources.yaml', replace: 'read: legacy', by: 'read: somewhere' }],
    want: ['sources.yaml:26  layout/sources  `read` is `current` or `legacy`: the documentation that the page is in.'],
  },
  {
    given: 'something settled without a reason',
    edits: [{ file: 'sources.yaml', replace: '        reason: All examples show a number.\n', by: '' }],
    want: ['sources.yaml:8  layout/sources  What was settled has `fact`, `decision`, `reason`.'],
  },
  {
    given: 'a page with a key that nobody knows',
    edits: [{ file: 'sources.yaml', replace: '    title: Orders\n', by: '    title: Orders\n    note: None.\n' }],
    want: [
      'sources.yaml:34  layout/sources  `note` is no key of a page; the keys are page, title, operationId, webhook, reason, url, read, settled.',
    ],
  },
  {
    given: 'an operation that only the client of the vendor has',
    edits: [
      { file: 'sources.yaml', replace: 'operationId: getOrder\n', by: 'reason: Not yet.\n' },
      {
        file: 'sources.yaml',
        replace: 'complete: true\n',
        by: 'complete: true\nevidence:\n  - source: client\n    operationId: getOrder\n    from: OrdersApiClient\n',
      },
    ],
    want: [],
  },
  {
    given: 'evidence of an unknown kind, about nothing, from nowhere',
    edits: [
      { file: 'sources.yaml', replace: 'complete: true\n', by: 'complete: true\nevidence:\n  - source: rumor\n' },
    ],
    want: [
      "sources.yaml:3  layout/sources  `source` is `client` (the vendor's client) or `observed` (real traffic).",
      'sources.yaml:3  layout/sources  Evidence has `from`: the class, test or recording that shows it.',
      'sources.yaml:3  layout/sources  Evidence is about one of `operationId`, `schema`, `webhook`.',
    ],
  },
  {
    given: 'a property that only the client of the vendor has, accounted for',
    edits: [
      {
        file: 'components/schemas/orders/Order.yaml',
        replace: 'type: string',
        by: 'x-source: client\n    type: string',
      },
      {
        file: 'sources.yaml',
        replace: 'complete: true\n',
        by: 'complete: true\nevidence:\n  - source: client\n    schema: Order\n    from: FetchedOrder\n',
      },
    ],
    want: [],
  },
  {
    given: 'a property and an operation that no page has, and nothing says where they are known from',
    edits: [
      {
        file: 'components/schemas/orders/Order.yaml',
        replace: 'type: string',
        by: 'x-source: rumor\n    type: string',
      },
      {
        file: 'paths/orders/orders@{orderId}.yaml',
        replace: '  responses:\n',
        by: '  x-source: observed\n  responses:\n',
      },
    ],
    want: [
      'components/schemas/orders/Order.yaml:9  layout/evidence  `x-source` is `client` or `observed`.',
      'components/schemas/orders/Order.yaml:9  layout/evidence  `evidence` of sources.yaml does not say where schema Order is known from.',
      'paths/orders/orders@{orderId}.yaml:11  layout/evidence  `evidence` of sources.yaml does not say where operation getOrder is known from.',
    ],
  },
];
