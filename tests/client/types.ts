/**
 * What the types of a client promise. Nothing here runs: `npm run typecheck` fails where a line that must be refused is
 * accepted, or one that must be accepted is refused.
 */
import { createReadStream } from 'node:fs';
import {
  batch,
  batchRequest,
  createEcwidClient,
  deleteProduct,
  download,
  downloadProductFile,
  getCategory,
  getCustomer,
  getOrder,
  getProduct,
  getStoreProfile,
  isApiError,
  limiter,
  paginate,
  retry,
  searchProducts,
  unwrap,
  updateCategory,
  updateCustomer,
  updateOrder,
  updateProduct,
  updateStoreProfile,
  upload,
  type DeleteResult,
  type EcwidClient,
  type Product,
  type ProductUpdate,
  type Row,
  type Selected,
} from '../../generated/ecwid/index.js';
import { createBigCommerceClient, paginate as paginateImages } from '../../generated/bigcommerce/index.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectTrue<T extends true>(): T | void {}

export async function clients(): Promise<void> {
  createEcwidClient({ storeId: 1003, token: 'x' });
  createEcwidClient({ storeId: '1003', token: async () => 'x', retry: retry({ attempts: 3 }), limiter: limiter() });
  // @ts-expect-error a store has to be named
  createEcwidClient({ token: 'x' });
  // @ts-expect-error a token is needed
  createEcwidClient({ storeId: 1 });
  // @ts-expect-error retries are made by retry()
  createEcwidClient({ storeId: 1, token: 'x', retry: 3 });
}

export async function calls(): Promise<void> {
  const client = createEcwidClient({ storeId: 1003, token: 'x' });
  const params = { path: { productId: 1 } };

  const product = await unwrap(client.GET('/products/{productId}', { params }));
  expectTrue<Equal<typeof product.name, string | undefined>>();
  // @ts-expect-error there is no such property
  void product.nmae;
  // @ts-expect-error there is no such path
  await client.GET('/product/{productId}', { params });
  // @ts-expect-error the path cannot be posted to
  await client.POST('/products/{productId}', { params });
  // @ts-expect-error a path parameter is missing
  await client.GET('/products/{productId}', { params: { path: {} } });
  // @ts-expect-error the path parameters are missing
  await client.GET('/products/{productId}');

  await client.GET('/products');
  await client.GET('/products', { params: { query: { limit: 10, enabled: true, createdFrom: new Date() } } });
  await client.GET('/products', { params: { query: { createdFrom: '2026-01-01', updatedTo: 1_772_442_900 } } });
  await client.GET('/products', { params: { query: { attribute_Brand: 'Meadow & Mill' } } });
  await client.GET('/products', { params: { query: { option_Size: ['S', 'L'], fieldBrand: 'Meadow & Mill' } } });
  // @ts-expect-error filters stand beside the others, by their whole name
  await client.GET('/products', { params: { query: { attribute_: { Brand: 'Meadow & Mill' } } } });
  // @ts-expect-error a price is no attribute
  await client.GET('/products', { params: { query: { attribute_Brand: { from: 1 } } } });
  // @ts-expect-error a query parameter is spelt wrong
  await client.GET('/products', { params: { query: { limt: 10 } } });
  // @ts-expect-error it has another type
  await client.GET('/products', { params: { query: { limit: 'ten' } } });
  // @ts-expect-error it is none of the documented orders
  await client.GET('/products', { params: { query: { sortBy: 'COLOR_ASC' } } });

  await client.PUT('/products/{productId}', { params, body: { name: 'x' } });
  // @ts-expect-error a body is needed
  await client.PUT('/products/{productId}', { params });
  // @ts-expect-error a field is spelt wrong
  await client.PUT('/products/{productId}', { params, body: { nmae: 'x' } });
  // @ts-expect-error only answers carry it
  await client.PUT('/products/{productId}', { params, body: { createTimestamp: 5 } });
  await client.GET('/products', { signal: AbortSignal.timeout(5), timeout: 10, headers: { a: 'b' } });
  // @ts-expect-error there is no such option
  await client.GET('/products', { timeOut: 10 });

  const { data, error } = await client.GET('/products/{productId}', { params });
  if (data) expectTrue<Equal<typeof error, undefined>>();
  else expectTrue<Equal<typeof data, undefined>>();
  if (error) return;
  expectTrue<Equal<typeof data, Product>>();
  const some = await unwrap(client.GET('/products', { params: { query: { responseFields: 'items(name)' } } }));
  // @ts-expect-error what was not asked for is not there
  void some.items.length;
  expectTrue<Equal<NonNullable<NonNullable<typeof some.items>[number]['id']>, number>>();
  const text = await unwrap(client.GET('/products', { parseAs: 'text' }));
  expectTrue<Equal<typeof text, string>>();
  const named = { params: { path: { productId: 1, fileId: 2 } } } as const;
  const file = await unwrap(client.GET('/products/{productId}/files/{fileId}', named));
  expectTrue<Equal<typeof file, Blob>>();
  const buffer = await unwrap(client.GET('/products/{productId}/files/{fileId}', { ...named, parseAs: 'arrayBuffer' }));
  expectTrue<Equal<typeof buffer, ArrayBuffer>>();
  // @ts-expect-error bytes have no members of an object
  void file.name;
}

export async function byName(client: EcwidClient): Promise<void> {
  const { items } = await searchProducts(client, { keyword: 'linen', attribute_Brand: ['Meadow & Mill'], limit: 3 });
  expectTrue<Equal<typeof items, Product[]>>();
  const some = await searchProducts(client, { responseFields: 'items(id)' });
  expectTrue<Equal<typeof some.items, Selected<Product>[] | undefined>>();
  await searchProducts(client);
  // @ts-expect-error a parameter is spelt wrong
  await searchProducts(client, { keywrod: 'linen' });
  // @ts-expect-error filters stand beside the others, by their whole name
  await searchProducts(client, { attribute_: { Brand: 'Meadow & Mill' } });

  const product = await getProduct(client, { productId: 1 });
  expectTrue<Equal<typeof product, Product>>();
  // What was read can be changed and written.
  await updateProduct(client, { productId: 1, body: { ...product, price: 5 } });
  await updateProduct(client, { productId: 1, body: product });
  const order = await getOrder(client, { orderId: 'K8XTQ' });
  await updateOrder(client, { orderId: 'K8XTQ', body: { ...order, privateAdminNotes: 'Wrapped.' } });
  const customer = await getCustomer(client, { customerId: 1 });
  await updateCustomer(client, { customerId: 1, body: { ...customer, taxExempt: true } });
  const category = await getCategory(client, { categoryId: 1 });
  await updateCategory(client, { categoryId: 1, body: { ...category, enabled: false } });
  const profile = await getStoreProfile(client);
  await updateStoreProfile(client, { body: profile });
  const change: ProductUpdate = { price: 5 };
  change.name = 'Linen apron';
  await updateProduct(client, { productId: 1, body: change });
  // @ts-expect-error only answers carry it
  await updateProduct(client, { productId: 1, body: { id: 5 } });
  // @ts-expect-error only answers carry it, also where the rest was read
  await updateProduct(client, { productId: 1, body: { ...product, id: 5 } });
  // @ts-expect-error only answers carry it, also within a person
  await updateOrder(client, { orderId: 'K8XTQ', body: { shippingPerson: { firstName: 'Nora' } } });
  // @ts-expect-error a body is needed
  await updateProduct(client, { productId: 1 });
  // @ts-expect-error it is called by a client
  await getProduct({ productId: 1 });

  const invoice = await downloadProductFile(client, { productId: 1, fileId: 2 });
  expectTrue<Equal<typeof invoice, Blob>>();
  expectTrue<Equal<Awaited<ReturnType<typeof deleteProduct>>, DeleteResult>>();
}

export async function errors(error: unknown): Promise<void> {
  if (isApiError(error)) expectTrue<Equal<typeof error.errorCode, string | undefined>>();
  if (isApiError(error, 'PUT /products/{productId}')) {
    if (error.errorCode === 'SKU_ALREADY_EXISTS') return;
    const status: number = error.status;
    void status;
  }
  // @ts-expect-error there is no such operation
  isApiError(error, 'PATCH /products/{productId}');
}

export async function helpers(): Promise<void> {
  const client = createEcwidClient({ storeId: 1003, token: 'x' });
  for await (const order of paginate(client, '/orders', { createdFrom: new Date() })) {
    expectTrue<Equal<typeof order.email, string | null | undefined>>();
    // @ts-expect-error there is no such property
    void order.emial;
  }
  for await (const one of paginate(client, '/batch', { status: 'COMPLETED' })) {
    expectTrue<Equal<typeof one.ticket, string>>();
  }
  for await (const product of paginate(client, '/products', { responseFields: 'items(id,name)' })) {
    expectTrue<Equal<typeof product, Selected<Product>>>();
  }
  // @ts-expect-error without items there are no rows
  paginate(client, '/products', { responseFields: 'total' });
  // @ts-expect-error it does not come in pages
  paginate(client, '/profile');
  // @ts-expect-error the filter is of another list
  paginate(client, '/orders', { attribute_Brand: 'x' });
  const images = createBigCommerceClient({ storeHash: 'x', token: 'x' });
  // @ts-expect-error the path parameter is missing
  paginateImages(images, '/catalog/products/{product_id}/images');
  for await (const image of paginateImages(
    images,
    '/catalog/products/{product_id}/images',
    {},
    { path: { product_id: 1 } },
  )) {
    const imageId: number | undefined = image.id;
    void imageId;
  }

  const params = { path: { productId: 1 } };
  const { id } = await unwrap(upload(client, '/products/{productId}/image', new Blob([]), { params }));
  expectTrue<Equal<typeof id, number>>();
  // A stream of Node needs no cast.
  await upload(client, '/products/{productId}/image', createReadStream('apron.jpg'), { params });
  // @ts-expect-error it takes no file
  await upload(client, '/products', new Blob([]), { params });
  // @ts-expect-error it needs a product
  await upload(client, '/products/{productId}/image', new Blob([]), {});
  // @ts-expect-error an address is a URL, a text may be anything
  await upload(client, '/products/{productId}/image', 'https://images.example/a.png', { params });

  const file = { params: { path: { productId: 1, fileId: 2 } } } as const;
  const { stream } = await download(client.GET('/products/{productId}/files/{fileId}', { ...file, parseAs: 'stream' }));
  expectTrue<Equal<typeof stream, ReadableStream<Uint8Array>>>();
  // @ts-expect-error that is read to its end already
  await download(client.GET('/products/{productId}/files/{fileId}', file));

  const [first, second] = await batch(client, [
    batchRequest('GET', '/orders', { params: { query: { limit: 1 } } }),
    batchRequest('PUT', '/products/{productId}', { params, body: { price: 5 } }),
  ]);
  expectTrue<Equal<NonNullable<typeof first.data>['total'], number | undefined>>();
  expectTrue<Equal<NonNullable<typeof second.data>['updateCount'], number>>();
  // @ts-expect-error a body is needed
  batchRequest('PUT', '/products/{productId}', { params });
  // @ts-expect-error another host serves it
  batchRequest('GET', '/home-page/{storeId}/static-code', { params: { path: { storeId: 1 } } });

  const row: Row<'/products'> | undefined = undefined;
  void row;
}
