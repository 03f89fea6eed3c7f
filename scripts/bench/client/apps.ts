/** The same small app in several ways. Each makes three calls of the description with all operations. */

export interface App {
  readonly name: string;
  readonly source: string;
}

/** Where the package is that the apps use, relative to the folder that they are written to. */
const packageName = './ecwid/index.js';

const product = `'/products/{productId}', { params: { path: { productId: 1 } } }`;
const change = `'/products/{productId}', { params: { path: { productId: 1 } }, body: { name: 'Linen apron', price: 39.5 } }`;

const threeCalls = `
const product = await client.GET(${product});
console.log(product.data?.name);
const updated = await client.PUT(${change});
console.log(updated.data?.updateCount);
const orders = await client.GET('/orders', { params: { query: { limit: 10 } } });
for (const order of orders.data?.items ?? []) console.log(order.id, order.total);
`;

export const alone: App = {
  name: 'openapi-fetch alone',
  source: `import createClient from 'openapi-fetch';
import type { paths } from './ecwid/schema.js';
const client = createClient<paths>({ baseUrl: 'https://app.ecwid.com/api/v3/1003', headers: { Authorization: 'Bearer secret' } });
${threeCalls}`,
};

export const plain: App = {
  name: 'client, calls only',
  source: `import { createEcwidClient } from '${packageName}';
const client = createEcwidClient({ storeId: 1003, token: 'secret' });
${threeCalls}`,
};

export const named: App = {
  name: 'client, calls by name',
  source: `import { createEcwidClient, getProduct, searchOrders, updateProduct } from '${packageName}';
const client = createEcwidClient({ storeId: 1003, token: 'secret' });
const product = await getProduct(client, { productId: 1 });
console.log(product.name);
const updated = await updateProduct(client, { productId: 1, body: { name: 'Linen apron', price: 39.5 } });
console.log(updated.updateCount);
const orders = await searchOrders(client, { limit: 10 });
for (const order of orders.items ?? []) console.log(order.id, order.total);
`,
};

/** As the one above, with one operation less: what is between them is what an operation costs. */
export const fewer: App = {
  name: 'client, two calls by name',
  source: named.source.replace(/const updated[^]*?updateCount\);\n/, '').replace(', updateProduct', ''),
};

/** Three schemas with all that they refer to. */
export const schemas: App = {
  name: 'three schemas at run time',
  source: `import { Category, Customer, Product } from './ecwid/schemas.js';
const results = [Category, Customer, Product].map((schema) => schema['~standard'].validate({}));
console.log(results);
`,
};

export const full: App = {
  name: 'client with paging and retry, calls by name',
  source: `import { createEcwidClient, getProduct, paginate, retry, updateProduct } from '${packageName}';
const client = createEcwidClient({ storeId: 1003, token: 'secret', retry: retry() });
const product = await getProduct(client, { productId: 1 });
console.log(product.name);
const updated = await updateProduct(client, { productId: 1, body: { name: 'Linen apron', price: 39.5 } });
console.log(updated.updateCount);
for await (const order of paginate(client, '/orders', { createdFrom: new Date() })) console.log(order.id, order.total);
`,
};
