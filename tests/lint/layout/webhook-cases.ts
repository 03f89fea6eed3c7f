import type { Edit } from '../fixtures/good.ts';
import type { Case } from './case.ts';

const file = 'webhooks/orders/order.created.yaml';
const example = 'components/examples/orders/onOrderCreated.request.yaml';

/** A webhook that nothing is wrong with; the good description has none. */
const webhook: readonly Edit[] = [
  {
    file: 'openapi.yaml',
    replace: 'components:\n',
    by: `webhooks:\n  order.created:\n    $ref: ./${file}\ncomponents:\n`,
  },
  {
    file,
    text: `post:
  tags: [Orders]
  summary: Order was created
  operationId: onOrderCreated
  description: Sent when an order was placed.
  externalDocs:
    url: https://docs.shop.example.org/webhooks
  x-required-scopes: [read_orders]
  requestBody:
    required: true
    content:
      application/json:
        schema:
          $ref: ../../components/schemas/orders/Order.yaml
        examples:
          default:
            $ref: ../../components/examples/orders/onOrderCreated.request.yaml
  responses:
    '200':
      description: Delivered.
  security: []
`,
  },
  { file: example, text: 'summary: Order of one jar\nvalue:\n  id: K8XTQ\n' },
  {
    file: 'sources.yaml',
    replace: 'complete: true\npages:\n',
    by: `complete: true
pages:
  - page: webhooks
    title: Webhooks
    webhook: order.created
    url: https://docs.shop.example.org/webhooks
    read: current
`,
  },
];

/** Faults of webhooks. */
export const webhookCases: readonly Case[] = [
  { given: 'a webhook', edits: webhook, want: [] },
  {
    given: 'a webhook that is named like an operation',
    edits: [
      ...webhook,
      { file, replace: 'operationId: onOrderCreated', by: 'operationId: createOrder' },
      { file, replace: 'onOrderCreated.request', by: 'createOrder.request' },
      { file: example, moveTo: 'components/examples/orders/createOrder.request.yaml' },
    ],
    want: [
      `${file}:4  layout/webhook-operation  The operationId of a webhook begins with \`on\` and says what has happened.`,
    ],
  },
  {
    given: 'an operation that is named like a webhook',
    edits: [
      { file: 'paths/orders/orders@{orderId}.yaml', replace: 'operationId: getOrder', by: 'operationId: onOrder' },
      { file: 'paths/orders/orders@{orderId}.yaml', replace: 'getOrder.200', by: 'onOrder.200' },
      {
        file: 'components/examples/orders/getOrder.200.yaml',
        moveTo: 'components/examples/orders/onOrder.200.yaml',
      },
      { file: 'sources.yaml', replace: 'operationId: getOrder', by: 'operationId: onOrder' },
    ],
    want: [
      'paths/orders/orders@{orderId}.yaml:7  layout/webhook-operation  An operationId that begins with `on` belongs to a webhook.',
    ],
  },
  {
    given: 'the file of a webhook that is not named after its event',
    edits: [
      ...webhook,
      { file: 'openapi.yaml', replace: 'order.created.yaml', by: 'created.yaml' },
      { file, moveTo: 'webhooks/orders/created.yaml' },
    ],
    want: [
      'openapi.yaml:45  layout/path-file-name  The file of order.created is named order.created.yaml, not created.yaml.',
    ],
  },
  {
    given: 'the file of a webhook among the paths',
    edits: [
      ...webhook,
      { file: 'openapi.yaml', replace: `./${file}`, by: './paths/orders/order.created.yaml' },
      { file, moveTo: 'paths/orders/order.created.yaml' },
    ],
    want: ['openapi.yaml:45  layout/path-file-name  The file of order.created is in webhooks/, not in paths/.'],
  },
  {
    given: 'a webhook in the folder of another area',
    edits: [
      ...webhook,
      { file: 'openapi.yaml', replace: `./${file}`, by: './webhooks/products/order.created.yaml' },
      { file, moveTo: 'webhooks/products/order.created.yaml' },
    ],
    want: [
      'webhooks/products/order.created.yaml:2  layout/path-folder  Tag "Orders" belongs to orders; this file is in products.',
      `${example}:1  layout/example-file  \`onOrderCreated\` is in products, so its examples are in components/examples/products/.`,
    ],
  },
  {
    given: 'webhooks in another order',
    edits: [
      ...webhook,
      {
        file: 'openapi.yaml',
        replace: 'webhooks:\n',
        by: 'webhooks:\n  product.created:\n    $ref: ./webhooks/products/product.created.yaml\n',
      },
    ],
    want: ['openapi.yaml:47  layout/path-order  order.created belongs before product.created.'],
  },
  {
    given: 'a webhook that no page names, and a page that names another',
    edits: [...webhook, { file: 'sources.yaml', replace: 'webhook: order.created', by: 'webhook: order.deleted' }],
    want: [
      'sources.yaml:5  layout/sources  There is no webhook `order.deleted` in openapi.yaml.',
      `${file}:4  layout/sources  Nothing in sources.yaml names the webhook \`order.created\`: neither a page nor a piece of evidence.`,
    ],
  },
  {
    given: 'a webhook whose scopes are no list',
    edits: [...webhook, { file, replace: '[read_orders]', by: 'read_orders' }],
    want: [
      `${file}:8  layout/operation-extensions  \`x-required-scopes\` is a list of the scopes that an app must have been granted.`,
    ],
  },
];
