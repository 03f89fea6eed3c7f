import { isRecord } from '../../../scripts/engine/json.ts';
import type { OpenApiDocument } from '../../../scripts/description/document.ts';
import type { guards } from './all.ts';

/** Sets the member at a JSON Pointer; `undefined` takes it away. */
export interface Edit {
  readonly at: string;
  readonly to: unknown;
}

interface Break {
  readonly guard: keyof typeof guards;
  readonly given: string;
  readonly edits: readonly Edit[];
  readonly want: readonly string[];
}

/** Breaks one thing. Throws when the member that it stands in is not there, so that a test cannot go stale unnoticed. */
export function breakAt(document: OpenApiDocument, { at, to }: Edit): void {
  const keys = at.slice(1).split('/');
  const last = unescape(keys.pop() ?? '');
  const parent = keys.reduce<unknown>((node, key) => {
    return isRecord(node) || Array.isArray(node) ? (node as Record<string, unknown>)[unescape(key)] : undefined;
  }, document);
  if (!isRecord(parent) && !Array.isArray(parent)) throw new Error(`There is no ${at} to break.`);
  const holder = parent as Record<string, unknown>;
  if (to === undefined) delete holder[last];
  else holder[last] = to;
}

function unescape(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

const example = (name: string, pointer = ''): string => `/components/examples/${name}/value${pointer}`;
const group = '/paths/~1customer_groups~1{groupId}/get';
const place = '/paths/~1carts~1{cartId}~1place/post';

export const breaks: readonly Break[] = [
  {
    guard: 'examplesFitTheirSchemas',
    given: 'a value of the wrong type and a field that is missing',
    edits: [
      { at: example('getCategory.200', '/orderBy'), to: 'ten' },
      { at: example('deleteCategory.200', '/deleteCount'), to: undefined },
    ],
    want: [
      'getCategory 200, example default: /orderBy must be an integer or null, it is "ten"',
      'deleteCategory 200, example default: /deleteCount must be present, it is absent',
    ],
  },
  {
    guard: 'examplesFitTheirSchemas',
    given: 'a misspelt field',
    edits: [{ at: example('updateProduct.request', '/warningLimits'), to: 5 }],
    want: ['updateProduct request, example default: /warningLimits is not described'],
  },
  {
    guard: 'examplesFitTheirSchemas',
    given: 'fields that belong to the other direction',
    edits: [
      { at: example('updateOrder.request', '/refundedAmount'), to: 0 },
      { at: example('getOrderStatus.200', '/nameTranslations'), to: { en: 'Being embroidered' } },
    ],
    want: [
      'updateOrder request, example default: /refundedAmount is for answers only',
      'getOrderStatus 200, example default: /nameTranslations is for requests only',
    ],
  },
  {
    guard: 'examplesFitTheirSchemas',
    given: 'a delivery of another event, one that lacks a field, and an answer of an app that Ecwid would not read',
    edits: [
      { at: example('onOrderCreated.request', '/eventType'), to: 'order.updated' },
      { at: example('onCustomerUpdated.request', '/eventId'), to: undefined },
      { at: example('onShippingRatesRequested.200', '/shippingOptions/0/rate'), to: 'free' },
    ],
    want: [
      'onCustomerUpdated request, example default: /eventId must be present, it is absent',
      'onOrderCreated request, example default: /eventType must be "order.created", it is "order.updated"',
      'onShippingRatesRequested 200, example default: /shippingOptions/0/rate must be a number, it is "free"',
    ],
  },
  {
    guard: 'bodiesHaveExamples',
    given: 'bodies without an example',
    edits: [
      { at: `${group}/responses/200/content/application~1json/examples`, to: undefined },
      { at: '/paths/~1orders/post/requestBody/content/application~1json/examples', to: {} },
      { at: '/webhooks/order.deleted/post/requestBody/content/application~1json/examples', to: undefined },
    ],
    want: [
      'getCustomerGroup 200: application/json has no example',
      'createOrder request: application/json has no example',
      'onOrderDeleted request: application/json has no example',
    ],
  },
  {
    guard: 'linksLeadToOperations',
    given: 'an operation that does not exist, a parameter that it lacks, and one that is not given',
    edits: [
      { at: `${place}/responses/200/links/getOrder/operationId`, to: 'getOrders' },
      { at: `${group}/responses/200/links/updateCustomerGroup/parameters`, to: { group: 1 } },
    ],
    want: [
      'convertAbandonedCart 200, link to getOrders: there is no such operation',
      'getCustomerGroup 200, link to updateCustomerGroup: it has no parameter group',
      'getCustomerGroup 200, link to updateCustomerGroup: it needs groupId as well',
    ],
  },
  {
    guard: 'linksFindValues',
    given: 'an expression that leads nowhere, and one that leads to something else',
    edits: [
      { at: `${place}/responses/200/links/getOrder/parameters/orderId`, to: '$response.body#/orderId' },
      { at: `${group}/responses/200/links/updateCustomerGroup/parameters/groupId`, to: '$response.body#/name' },
    ],
    want: [
      'convertAbandonedCart 200, link to getOrder: $response.body#/orderId leads nowhere in any example',
      'getCustomerGroup 200, link to updateCustomerGroup: $response.body#/name is "Bakers", which groupId does not accept',
    ],
  },
  {
    guard: 'examplesAgree',
    given: 'an identifier of another shop',
    edits: [{ at: example('createCustomerGroup.200', '/id'), to: 12346 }],
    want: [
      'createCustomerGroup 200, link to getCustomerGroup: groupId is 12346, which no example of getCustomerGroup has',
    ],
  },
  {
    guard: 'examplesAgree',
    given: 'a list and a resource that contradict each other',
    edits: [{ at: example('searchProducts.200', '/items/0/combinations/1/price'), to: 44 }],
    want: ['searchProducts 200, link to getProduct: /combinations/1/price of 37208339 differs from getProduct'],
  },
  {
    guard: 'figuresAddUp',
    given: 'a sum and a time that are wrong',
    edits: [
      { at: example('getAbandonedCart.200', '/total'), to: 71 },
      { at: example('getAbandonedCart.200', '/updateTimestamp'), to: 1777893601 },
      { at: example('getLastOrder.200', '/items/0/quantity'), to: 2 },
    ],
    want: [
      'getAbandonedCart, example default: the whole has updateDate 2026-05-04 11:20:00 +0000 beside updateTimestamp 1777893601',
      'getAbandonedCart, example default: the whole comes to 70, and total is 71',
      'getLastOrder, example default: the whole has items for 79 and subtotal 39.5',
    ],
  },
  {
    guard: 'errorCodesHaveResponses',
    given: 'a code whose status is not documented, and one that stands twice',
    edits: [
      { at: `${place}/responses/404`, to: undefined },
      {
        at: `${group}/x-error-codes`,
        to: [
          { status: 404, code: 'NO_GROUP' },
          { status: 404, code: 'NO_GROUP' },
        ],
      },
    ],
    want: [
      'convertAbandonedCart: CHECKOUT_NOT_FOUND has status 404, which is not documented',
      'getCustomerGroup: NO_GROUP stands twice with status 404',
    ],
  },
  {
    guard: 'scopesExist',
    given: 'a scope, a scheme, an optional scope and one of a token that are made up',
    edits: [
      { at: `${place}/security`, to: [{ accessToken: ['create_order'] }, { cookie: [] }] },
      { at: `${group}/x-optional-scopes`, to: { read_everything: 'Opens everything.' } },
      { at: `${group}/x-token-scopes`, to: ['change_everything'] },
    ],
    want: [
      'convertAbandonedCart: accessToken has no scope create_order',
      'convertAbandonedCart: there is no security scheme cookie',
      'getCustomerGroup: no security scheme has the optional scope read_everything',
      'getCustomerGroup: no security scheme has the scope change_everything of its token',
    ],
  },
  {
    guard: 'webhookScopesExist',
    given: 'a scope that is made up',
    edits: [{ at: '/webhooks/order.created/post/x-required-scopes', to: ['read_orders', 'read_everything'] }],
    want: ['order.created: accessToken has no scope read_everything'],
  },
  {
    guard: 'neverLiveHasReason',
    given: 'operations that do not say why, and one that only says why',
    edits: [
      { at: `${place}/x-never-live-reason`, to: undefined },
      { at: `${group}/x-never-live-reason`, to: 'Nobody knows.' },
    ],
    want: [
      'convertAbandonedCart: x-never-live has no reason',
      'getCustomerGroup: x-never-live must be true, it is undefined',
    ],
  },
  {
    guard: 'enumsLeaveNullOut',
    given: 'null beside other values',
    edits: [{ at: '/components/schemas/OrderItemOptionType/enum/0', to: null }],
    want: ['/components/schemas/OrderItemOptionType: enum holds null'],
  },
];
