import { missing } from '../../call.ts';
import { fieldsOf, listOf, numberOf, textOf, type Fields, type Row } from '../../state/rows.ts';
import type { State } from '../../state/state.ts';
import { add } from '../../values/money.ts';
import { isUnfinished } from '../orders/facts.ts';

export const missingCustomer = missing('Customer');
export const missingGroup = missing('Customer group');

/** The customer's own name, or the one to send bills to. */
export function nameOf(customer: Fields): string {
  return textOf(customer['name']) || textOf(fieldsOf(customer['billingPerson'])['name']);
}

/** What the customer's orders come to, as {@link countOrders} wrote it. */
export function totalsOf(customer: Fields): Fields {
  return fieldsOf(customer['totals']);
}

export function findByEmail(email: string, state: State): Row | undefined {
  return state.rows('customers').find('email', email.toLowerCase())[0];
}

/**
 * Counts the orders of a customer anew, without those that are unfinished. Orders have the customer's id from when they are placed
 * (tests CustomersTest.testSearchFields and testSearchSorting).
 */
export function countOrders(customerId: Fields[string], state: State): void {
  const customer = state.rows('customers').get(numberOf(customerId));
  if (!customer) return;
  const orders = state
    .rows('orders')
    .find('customer', customer.id)
    .filter((order) => !isUnfinished(order));
  const dates = orders.map(({ created }) => numberOf(created));
  const products = orders.flatMap((order) => listOf(order['items']).map(({ productId }) => numberOf(productId)));
  const totals = {
    numberOfOrders: orders.length,
    salesValue: add(...orders.map(({ total }) => numberOf(total))),
    ...(orders.length > 0 && { firstOrder: Math.min(...dates), lastOrder: Math.max(...dates) }),
    products: [...new Set(products)].filter((id) => id !== 0),
  };
  state.rows('customers').put({ ...customer, totals });
}
