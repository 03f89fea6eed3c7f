import { ApiError } from '../../answer/api-error.ts';
import { defaultLanguage, type Call } from '../../call.ts';
import { createRow } from '../../operations.ts';
import { fieldsOf, listOf, merge, numberOf, textOf, without, type Fields, type Row } from '../../state/rows.ts';
import { readDate } from '../../values/dates.ts';
import { countOrders, findByEmail, missingCustomer } from '../customers/facts.ts';
import { customers } from '../customers/customers.ts';
import { couponView } from '../discounts/coupons.ts';
import { missingProduct } from '../products/checks.ts';
import { isUnfinished, settleExtraFields } from './facts.ts';
import { takeStock, withStock } from './stock.ts';

/** What the API works out itself, whatever a body says. */
const readOnly = [
  'id',
  'internalId',
  'orderNumber',
  'vendorOrderNumber',
  'publicUid',
  'updateDate',
  'createTimestamp',
  'updateTimestamp',
  'totalWithoutTax',
  'refundedAmount',
  'refunds',
  'invoices',
  'shipments',
  'usdTotal',
];

/** What answers hold of an order that the body did not name (page "Get order"). */
const defaults: Fields = {
  paymentStatus: 'AWAITING_PAYMENT',
  fulfillmentStatus: 'AWAITING_PROCESSING',
  subtotal: 0,
  total: 0,
  tax: 0,
  refundedAmount: 0,
  couponDiscount: 0,
  volumeDiscount: 0,
  membershipBasedDiscount: 0,
  totalAndMembershipBasedDiscount: 0,
  discount: 0,
  customDiscount: [],
  discountInfo: [],
  customSurcharges: [],
  refunds: [],
  hidden: false,
  externalFulfillment: false,
};

/** A new order. Public tokens choose no status but that of an unfinished order, and write no notes (older page "orders"). */
export function newOrder(body: Fields, call: Call): Fields {
  const id = call.state.newId('orders');
  const given = without(call.isPublic ? publicBody(body) : body, readOnly);
  const order = {
    ...defaults,
    usdTotal: given['total'] ?? 0,
    lang: defaultLanguage(call.state),
    ...withoutNulls(given),
    items: itemsOf(given, [], call),
  };
  checkHidden(given, order);
  return {
    ...withCoupon(order, call),
    ...buyerOf(order, call),
    id,
    code: codeOf(id, call),
    ...(isUnfinished(order) && { cartId: crypto.randomUUID().toUpperCase() }),
    created: readDate(body['createDate']),
  };
}

/** An order after a partial update. "When order becomes paid, paymentMessage is cleared." */
export function changedOrder(before: Row, body: Fields, call: Call): Fields {
  const given = without(body, readOnly);
  const after = settleExtraFields(before, merge(before, given), given);
  const created = readDate(given['createDate']) ?? before['created'];
  const isPaid = given['paymentStatus'] === 'PAID' && before['paymentStatus'] !== 'PAID';
  const order = {
    ...without(after, ['createDate', ...(isPaid ? ['paymentMessage'] : [])]),
    ...(body['items'] !== undefined && { items: itemsOf(given, listOf(before['items']), call) }),
    created,
  };
  checkHidden(given, order);
  const isOther = ['email', 'customerId', 'customerGroup', 'customerGroupId'].some((name) => given[name] !== undefined);
  const hasChangedBuyer = given['email'] !== undefined && given['customerId'] === undefined;
  const named = hasChangedBuyer ? without(order, ['customerId']) : order;
  return { ...withCoupon(order, call), ...(isOther && buyerOf(named, call)) };
}

/** What else happens when an order is written: stock and its buyers' totals follow, and carts have changed when it is one. */
export function afterOrder(row: Row, before: Row | undefined, call: Call): void {
  takeStock(row, before, call);
  for (const id of new Set([row['customerId'], before?.['customerId']])) countOrders(id, call.state);
  if (textOf(row['cartId']) !== '') call.state.rows('carts').put({ id: textOf(row['cartId']), order: row.id });
}

function publicBody(body: Fields): Fields {
  return {
    ...without(body, ['privateAdminNotes', 'fulfillmentStatus', 'paymentStatus']),
    ...(isUnfinished(body) && { paymentStatus: 'INCOMPLETE' }),
  };
}

/**
 * Who buys: the customer that is named, or the one with the order's mail address, who is made when there is none
 * (page "Search customers", `createdFrom`; test OrdersTest: the customer's id and group are set while an order is created).
 */
function buyerOf(order: Fields, call: Call): Fields {
  const { state } = call;
  const email = textOf(order['email']);
  const id = numberOf(order['customerId']);
  const named = id === 0 ? undefined : state.rows('customers').get(id);
  // Older page "orders": 404 when the customer or any other linked object is not found.
  if (id !== 0 && !named) throw missingCustomer(id);
  if (!named && email === '') return {};
  const customer = named ?? findByEmail(email, state) ?? customerOfOrder(order, call);
  const group = state.rows('customerGroups').get(numberOf(customer['customerGroupId']));
  const isGrouped = group !== undefined && group.id !== 0;
  return {
    customerId: customer.id,
    customerGroupId: isGrouped ? group.id : undefined,
    customerGroup: isGrouped ? group['name'] : undefined,
  };
}

function customerOfOrder(order: Fields, call: Call): Row {
  const { email, billingPerson = order['shippingPerson'], acceptMarketing, lang } = order;
  const person = without(fieldsOf(billingPerson), ['firstName', 'lastName']);
  return createRow(customers, { email, billingPerson: person, acceptMarketing, lang }, call);
}

/** Items with ids of their own: those that the order had keep theirs. Products that are named have to be there. */
function itemsOf(body: Fields, before: readonly Fields[], call: Call): Fields[] {
  return listOf(body['items']).map((item) => {
    const known = before.find(({ id }) => id !== undefined && id === item['id']);
    const productId = numberOf(item['productId']);
    if (productId !== 0 && known?.['productId'] !== productId && !call.state.rows('products').get(productId))
      throw missingProduct(productId);
    const selectedOptions = listOf(item['selectedOptions']).map(withValues);
    const id = known?.['id'] ?? call.state.newId('orderItems');
    const whole = known ? merge(known, item) : withoutNulls(item);
    const written = { quantity: 1, ...whole, ...(item['selectedOptions'] !== undefined && { selectedOptions }), id };
    return known ? written : withStock(written, call);
  });
}

/** A chosen option says what was chosen in three ways; the body may use one of them. */
function withValues(option: Fields): Fields {
  const titles = listOf(option['selections']).map(({ selectionTitle }) => textOf(selectionTitle));
  const value = option['value'] ?? (titles.length > 0 ? titles.join(', ') : undefined);
  const isChoice = ['CHOICE', 'CHOICES', 'SWATCH_CHOICE'].includes(textOf(option['type']));
  const values = isChoice ? (option['valuesArray'] ?? (titles.length > 0 ? titles : value && [value])) : undefined;
  return withoutNulls({
    ...option,
    ...(value !== undefined && { value }),
    ...(values !== undefined && { valuesArray: values }),
  });
}

/** The terms of the store's coupon of that code, as far as the order does not name them. */
function withCoupon(order: Fields, call: Call): Fields {
  const coupon = fieldsOf(order['discountCoupon']);
  const known = call.state.rows('coupons').find('code', textOf(coupon['code']))[0];
  if (!known) return order;
  return { ...order, discountCoupon: { ...couponView(known, call), ...coupon, id: known.id } };
}

/** The identifier that customers see: five letters and digits, with the store's prefix and suffix. */
function codeOf(number: number, call: Call): string {
  const { orderNumberPrefix, orderNumberSuffix } = fieldsOf(call.state.profile['formatsAndUnits']);
  // 7919 and 36^5 have no divisor in common, so that no two numbers have the same code.
  const code = ((number * 7919) % 36 ** 5).toString(36).toUpperCase().padStart(5, '0');
  return `${textOf(orderNumberPrefix)}${code}${textOf(orderNumberSuffix)}`;
}

function withoutNulls(fields: Fields): Fields {
  return merge({}, fields);
}

/** Throws 400 for what cannot be together: "Defines if the order is hidden. Applies to unfinished orders only." */
function checkHidden(body: Fields, order: Fields): void {
  if (body['hidden'] === true && !isUnfinished(order)) throw new ApiError(400, 'Only unfinished orders can be hidden.');
}
