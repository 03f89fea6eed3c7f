/** What sequences of calls need: to call, to compare, to choose. */
export interface Sequence {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; json: any }>;
  expect(what: string, seen: unknown, wanted: unknown): void;
  pick(below: number): number;
  /** Products by id, with what is in stock. */
  readonly stock: ReadonlyMap<number, { quantity: number }>;
}

interface Customer {
  name: string;
  readonly email: string;
}

interface Order {
  readonly customer: number;
  readonly total: number;
  fulfillmentStatus: string;
}

/** Calls about customers and orders, beside a model of them: orders take from the stock, and customers know how many they placed. */
export async function salesSteps(sequence: Sequence): Promise<readonly (() => Promise<void>)[]> {
  const { call, expect, pick, stock } = sequence;
  const customers = new Map<number, Customer>();
  const orders = new Map<number, Order>();
  for (const { orderNumber } of (await call('GET', '/orders')).json.items)
    await call('DELETE', `/orders/${orderNumber}`);
  for (const { id } of (await call('GET', '/customers')).json.items) await call('DELETE', `/customers/${id}`);
  let made = 0;
  const one = <T>(of: ReadonlyMap<number, T>): number => [...of.keys()][pick(of.size)] ?? 7;
  const ordersOf = (customer: number): number =>
    [...orders.values()].filter((order) => order.customer === customer).length;
  /** All ids of a list, page by page; each has to come once. */
  const listed = async (path: string, idName: string, wanted: number[]): Promise<void> => {
    const seen: number[] = [];
    const limit = 1 + pick(20);
    for (;;) {
      const { json } = await call('GET', `${path}&limit=${limit}&offset=${seen.length}`);
      expect(`total of ${path}`, json.total, wanted.length);
      if (json.count === 0 || seen.length > wanted.length) break;
      seen.push(...json.items.map((item: Record<string, number>) => item[idName]));
    }
    expect(`each once: ${path}`, seen.toSorted(), wanted.toSorted());
  };

  return [
    async () => {
      if (customers.size > 60) return;
      const customer = { name: `Name ${pick(30)}`, email: `c${(made += 1)}@mail.example` };
      const { json } = await call('POST', '/customers', customer);
      expect('a new customer', customers.has(json.id), false);
      customers.set(json.id, customer);
    },
    async () => {
      const id = one(customers);
      const name = `Name ${pick(30)}`;
      const { status } = await call('PUT', `/customers/${id}`, { name });
      expect(`PUT customer ${id}`, status, customers.has(id) ? 200 : 404);
      if (customers.has(id)) customers.get(id)!.name = name;
    },
    async () => {
      const id = one(customers);
      const { status, json } = await call('GET', `/customers/${id}`);
      const known = customers.get(id);
      const seen = known && { name: json.name, email: json.email };
      expect(`GET customer ${id}`, [status, seen], [known ? 200 : 404, known]);
    },
    async () => {
      if (customers.size < 10 || pick(3) > 0) return;
      const id = one(customers);
      if (ordersOf(id) > 0) return;
      expect(`DELETE customer ${id}`, (await call('DELETE', `/customers/${id}`)).json, { deleteCount: 1 });
      customers.delete(id);
    },
    async () => {
      const [customer, productId] = [one(customers), one(stock)];
      if (orders.size > 80 || !customers.has(customer) || !stock.has(productId)) return;
      const order = { customer, total: pick(10_000) / 100, fulfillmentStatus: 'AWAITING_PROCESSING' };
      const quantity = 1 + pick(3);
      const items = [{ productId, name: 'Thing', price: 1, quantity }];
      const { email } = customers.get(customer)!;
      const { json } = await call('POST', '/orders', { email, total: order.total, items });
      expect('a new order', orders.has(json.id), false);
      orders.set(json.id, order);
      stock.get(productId)!.quantity -= quantity;
      const product = (await call('GET', `/products/${productId}`)).json;
      expect(`stock of ${productId} after an order`, product.quantity, stock.get(productId)!.quantity);
    },
    async () => {
      const id = one(orders);
      const fulfillmentStatus = ['PROCESSING', 'SHIPPED', 'DELIVERED'][pick(3)]!;
      const { status } = await call('PUT', `/orders/${id}`, { fulfillmentStatus });
      expect(`PUT order ${id}`, status, orders.has(id) ? 200 : 404);
      if (orders.has(id)) orders.get(id)!.fulfillmentStatus = fulfillmentStatus;
    },
    async () => {
      if (orders.size < 10 || pick(2) > 0) return;
      const id = one(orders);
      expect(`DELETE order ${id}`, (await call('DELETE', `/orders/${id}`)).json, { deleteCount: 1 });
      orders.delete(id);
    },
    async () => {
      const from = pick(8000) / 100;
      const status = ['PROCESSING', 'SHIPPED', 'DELIVERED'][pick(3)]!;
      const wanted = [...orders].filter(
        ([, { total, fulfillmentStatus }]) => total >= from && fulfillmentStatus === status,
      );
      await listed(
        `/orders?totalFrom=${from}&fulfillmentStatus=${status}`,
        'orderNumber',
        wanted.map(([id]) => id),
      );
    },
    async () => {
      const least = pick(4);
      const wanted = [...customers.keys()].filter((id) => ordersOf(id) >= least);
      const sortBy = ['NAME_ASC', 'ORDER_COUNT_DESC', 'EMAIL_DESC'][pick(3)]!;
      await listed(`/customers?minOrderCount=${least}&sortBy=${sortBy}`, 'id', wanted);
    },
  ];
}
