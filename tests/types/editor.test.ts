import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findApi } from '../../scripts/apis.ts';
import { fromRoot } from '../../scripts/cli/root.ts';
import { listOperations } from '../../scripts/description/document.ts';
import { readBundle } from '../../scripts/description/read-bundle.ts';
import { createEditor } from './editor.ts';

/** What people read while they type, as TypeScript's language service gives it to their editor. */

const open = createEditor();
const { homepage } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as { homepage: string };
const document = await readBundle(findApi('ecwid'));
const names = [
  ...['createEcwidClient', 'createProduct', 'deleteAllProducts', 'downloadProductFile', 'getProduct', 'isApiError'],
  ...['paginate', 'retry', 'searchProducts', 'unwrap', 'updateOrder', 'updateProduct', 'type ProductUpdate'],
];
const setUp = `import { ${names.join(', ')} } from '../../generated/ecwid/index.js';
const client = createEcwidClient({ storeId: 1003, token: 'secret' });
`;

describe('an editor shows of an operation what it takes and gives, by plain names, and what it does:', () => {
  const parameters = (name: string, optional = ''): string => `client: EcwidClient, parameters${optional}: ${name}`;
  it.each([
    [
      'searchProducts(client, { keyword: "linen" })',
      `searchProducts<undefined>(${parameters('SearchProductsParameters<undefined> | undefined', '?')}, options?: CallOptions): Promise<ProductSearchResult>`,
      [/Scopes: `read_catalog`\./],
    ],
    [
      'getProduct(client, { productId: 1, responseFields: "id" })',
      `getProduct<"id">(${parameters('GetProductParameters<"id">')}, options?: CallOptions): Promise<Selected<Product>>`,
      [/Scopes: `read_catalog`\./],
    ],
    [
      'updateProduct(client, { productId: 1, body: { price: 5 } })',
      `updateProduct(${parameters('UpdateProductParameters')}, options?: CallOptions): Promise<ProductUpdateResult>`,
      [/Scopes: `update_catalog`\./],
    ],
    [
      'downloadProductFile(client, { productId: 1, fileId: 2 })',
      `downloadProductFile(${parameters('DownloadProductFileParameters')}, options?: CallOptions): Promise<Blob>`,
      [/Scopes: `read_catalog`\./],
    ],
    [
      'deleteAllProducts(client)',
      'deleteAllProducts(client: EcwidClient, options?: CallOptions): Promise<void>',
      [/Scopes: `update_catalog_batch_delete`\./, /\*\*Careful\.\*\* It empties the catalog\./],
    ],
  ])('%s', (call, signature, notes) => {
    const name = /^\w+/.exec(call)![0];
    const shown = open(`${setUp}await ${call};`).hover(call);
    expect(shown.signature).toBe(`(alias) ${signature}\nimport ${name}`);
    const { operation } = listOperations(document).find((found) => found.operation.operationId === name)!;
    const { summary, description, externalDocs } = operation as {
      summary?: string;
      description?: string;
      externalDocs?: { url: string };
    };
    expect(shown.comment).toContain(
      `${summary}. ${description?.split('\n\n')[0]}`.replaceAll(/\s+/g, ' ').slice(0, 60),
    );
    for (const note of notes) expect(shown.comment).toMatch(note);
    expect(shown.tags).toContainEqual(expect.stringMatching(/^@throws \{ApiError\}/));
    expect(shown.tags).toContain(`@see ${homepage}/ecwid/operations/${name}.html`);
    expect(shown.tags).toContain(`@see ${externalDocs?.url}`);
  });
});

const readOnly = "Type 'number' is not assignable to type 'ReadOnlyMember'.";
const product = 'const product = await getProduct(client, { productId: 1 });';

describe('a mistake is underlined where it is, and told in a line or two:', () => {
  it.each([
    [
      'a parameter that is spelt wrong',
      'await searchProducts(client, { keywrod: "linen" });',
      'keywrod',
      /^Object literal may only specify known properties, but 'keywrod' does not exist in type '\w+<undefined>'\. Did you mean to write 'keyword'\?$/,
    ],
    [
      'a value of the wrong type',
      'await searchProducts(client, { limit: "ten" });',
      'limit',
      /^Type 'string' is not assignable to type 'number'\.$/,
    ],
    [
      'a value that an enumeration does not have',
      'await updateOrder(client, { orderId: "K8XTQ", body: { paymentStatus: "PAYED" } });',
      'paymentStatus',
      /^Type '"PAYED"' is not assignable to type 'OrderPaymentStatus \| null'\.$/,
    ],
    [
      'a path parameter that is missing',
      'await getProduct(client, {});',
      '{}',
      /^Argument of type .*\n *Property 'productId' is missing in type '\{\}' but required in type 'GetProductParameters<undefined>'\.$/,
    ],
    ['no parameters at all', 'await getProduct(client);', 'getProduct', /^Expected 2-3 arguments, but got 1\.$/],
    [
      'a read-only member in a body',
      'await updateProduct(client, { productId: 1, body: { id: 5 } });',
      'id',
      new RegExp(`^${readOnly}$`),
    ],
    [
      'a read-only member beside what was read',
      `${product} await updateProduct(client, { productId: 1, body: { ...product, id: 5 } });`,
      'id',
      new RegExp(`^${readOnly}$`),
    ],
    [
      'a field of a body that is spelt wrong',
      'await updateProduct(client, { productId: 1, body: { pric: 5 } });',
      'pric',
      /^Object literal .*'pric' does not exist in type 'ProductUpdate \| ProductUpdateReadOnly'\. Did you mean to write 'price'\?$/,
    ],
    [
      'a body under another name',
      'await updateProduct(client, { productId: 1, product: { price: 5 } });',
      'product',
      /^Object literal .*'product' does not exist in type 'UpdateProductParameters'\./,
    ],
    [
      'a member that a body has to have',
      'await createProduct(client, { body: { sku: "MM-BOARD" } });',
      'body',
      /\n *Property 'name' is missing in type '\{ sku: string; \}' but required in type 'ProductCreate\w*'\.$/,
    ],
    [
      'filters in an object of their own',
      'await searchProducts(client, { attribute_: { Brand: "Meadow" } });',
      'Brand',
      /^Object literal .*'Brand' does not exist in type 'readonly string\[\]'\.$/,
    ],
    [
      'pages without rows',
      "paginate(client, '/products', { responseFields: 'total' });",
      'responseFields',
      /^Type '"total"' is not assignable to type '`\$\{string\}items\$\{string\}`'\.$/,
    ],
    [
      'data of a call that may have failed',
      "const { data } = await client.GET('/products'); data.items;",
      'data',
      /^'data' is possibly 'undefined'\.$/,
    ],
    [
      'an answer that was not waited for',
      'searchProducts(client).items;',
      'items',
      /^Property 'items' does not exist on type 'Promise<ProductSearchResult>'\.$/,
    ],
    [
      'a member that was not asked for',
      "(await searchProducts(client, { responseFields: 'total' })).items.length;",
      "(await searchProducts(client, { responseFields: 'total' })).items",
      /possibly 'undefined'\.$/,
    ],
    [
      'an option that there is not',
      'await searchProducts(client, {}, { timeOut: 5 });',
      'timeOut',
      /'timeOut' does not exist in type 'CallOptions'\. Did you mean to write 'timeout'\?$/,
    ],
    [
      'a store that is not named',
      "createEcwidClient({ token: 'secret' });",
      "{ token: 'secret' }",
      /\n *Property 'storeId' is missing in type '\{ token: string; \}' but required in type 'EcwidClientOptions'\.$/,
    ],
  ])('%s', (_, program, text, message) => {
    const found = open(setUp + program).messages();
    expect(found).toHaveLength(1);
    expect(found[0]!.text).toBe(text);
    expect(found[0]!.message).toMatch(message);
    expect(found[0]!.message).not.toMatch(/\$Read|Readable<|No overload/);
    expect(found[0]!.message.length).toBeLessThan(250);
  });

  it('a read-only member says in its own comment why', () => {
    const { hover } = open(`${setUp}await updateProduct(client, { productId: 1, body: { id: 5 } });`);
    expect(hover('id: 5').tags).toContainEqual(expect.stringMatching(/^@deprecated Read-only: answers carry it/));
  });

  it('what was read, changed and written has none', () => {
    const program = `${product} const change: ProductUpdate = product; await updateProduct(client, { productId: 1, body: { ...change, price: 5 } });`;
    expect(open(setUp + program).messages()).toEqual([]);
  });
});

it('an editor offers what an operation takes, and its values', () => {
  const values = open(`${setUp}await searchProducts(client, { sortBy: '' });`);
  expect(values.completions("sortBy: '")).toContain('PRICE_ASC');
  const members = open(`${setUp}await searchProducts(client, {  });`);
  expect(members.completions('client, { ')).toEqual(expect.arrayContaining(['keyword', 'limit', 'createdFrom']));
});
