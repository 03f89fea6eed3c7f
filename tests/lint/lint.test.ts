import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintApi } from '../../scripts/lint/index.ts';
import { loadRules } from '../../scripts/lint/redocly.ts';
import { formatProblem } from '../../scripts/description/problem.ts';
import { editedTexts, goodApi, goodRoot, type Edit } from './fixtures/good.ts';

const product = 'components/schemas/products/Product.yaml';
const result = 'components/schemas/products/ProductSearchResult.yaml';
const products = 'paths/products/products.yaml';

/** One fault that the rules of redocly.yaml see in files, and where they are said to be. */
const cases: readonly { readonly given: string; readonly edits: readonly Edit[]; readonly want: readonly string[] }[] =
  [
    {
      given: 'a path item in the entry document',
      edits: [
        { file: 'openapi.yaml', replace: '$ref: ./paths/orders/orders@{orderId}.yaml', by: 'description: Nothing.' },
      ],
      want: ['openapi.yaml:38  rule/path-item-reference'],
    },
    {
      given: 'a path item in a folder that is not named in kebab-case',
      edits: [
        { file: 'openapi.yaml', replace: './paths/orders/', by: './paths/Orders/' },
        { file: 'paths/orders/orders@{orderId}.yaml', moveTo: 'paths/Orders/orders@{orderId}.yaml' },
      ],
      want: ['openapi.yaml:39  rule/path-item-reference'],
    },
    {
      given: 'a fault in a schema that several operations use, told once',
      edits: [{ file: product, replace: "'null'\n    properties:", by: "'null'\n    nullable: true\n    properties:" }],
      want: [`${product}:42  rule/schema-no-nullable`, `${product}:42  struct`],
    },
    {
      given: 'a schema whose name is seen in the bundle only',
      edits: [
        { file: result, moveTo: 'components/schemas/products/ProductSearchResponse.yaml' },
        { file: products, replace: 'ProductSearchResult', by: 'ProductSearchResponse' },
      ],
      want: ['components/schemas/products/ProductSearchResponse.yaml:1  rule/schema-name-suffix'],
    },
    {
      given: 'two schemas of one name, which the bundler would number',
      edits: [
        {
          file: 'components/schemas/orders/Product.yaml',
          text: 'title: Product\ndescription: Product in an order.\ntype: string\n',
        },
        { file: result, replace: './Product.yaml', by: '../orders/Product.yaml' },
        {
          file: 'components/examples/products/searchProducts.200.yaml',
          replace: /items:[^]*/,
          by: 'items:\n    - Honey\n',
        },
      ],
      want: [
        'components/schemas/orders/Product.yaml:1  component-name-unique',
        'components/schemas/products/Product.yaml:1  component-name-unique',
      ],
    },
    {
      given: 'two headers of one name, which the bundler would number',
      edits: [
        {
          file: 'components/headers/orders/X-Request-Id.yaml',
          text: 'description: Identifier of the order call.\nschema:\n  type: integer\n',
        },
        {
          file: 'paths/orders/orders@{orderId}.yaml',
          replace: 'has it.\n',
          by: 'has it.\n      headers:\n        X-Request-Id:\n          $ref: ../../components/headers/orders/X-Request-Id.yaml\n',
        },
      ],
      want: ['paths/products/products@{productId}@image.yaml:24  bundler'],
    },
    {
      given: 'a reference to a file that is not there',
      edits: [{ file: products, replace: 'common/limit.yaml', by: 'common/page.yaml' }],
      want: [`${products}:15  no-unresolved-refs`],
    },
    {
      given: 'an example file that breaks its schema',
      edits: [{ file: 'components/examples/orders/getOrder.200.yaml', replace: 'id: XJ12H', by: 'id: 12' }],
      want: ['components/examples/orders/getOrder.200.yaml:3  no-invalid-media-type-examples'],
    },
    {
      given: 'a read-only property in the example of a request',
      edits: [
        { file: 'components/examples/products/createProduct.request.yaml', replace: 'value:', by: 'value:\n  id: 5' },
      ],
      want: ['components/examples/products/createProduct.request.yaml:3  no-invalid-media-type-examples'],
    },
    {
      given: 'a scope that the security scheme does not have',
      edits: [{ file: products, replace: '- read_catalog', by: '- read_everything' }],
      want: [`${products}:31  security-scopes-defined`],
    },
  ];

const workflow = `arazzo: 1.0.1
info:
  title: Order
  version: 1.0.0
sourceDescriptions:
  - name: shop
    url: ../openapi.yaml
    type: openapi
workflows:
  - workflowId: order
    steps:
      - operation: getOrder
        stepId: read
      - stepId: read
        operationId: getOrders
`;

describe('lintApi', () => {
  const base = mkdtempSync(path.join(tmpdir(), 'lint-'));
  let rules: Config;
  beforeAll(async () => {
    rules = await loadRules();
  });
  afterAll(() => rmSync(base, { recursive: true }));

  const lintEdited = async (name: string, edits: readonly Edit[]): Promise<string[]> => {
    const folder = path.join(base, name);
    for (const [file, text] of editedTexts(edits)) {
      const target = path.join(folder, path.dirname(goodApi.source), file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    const { problems } = await lintApi(goodApi, rules, folder);
    return problems.map((problem) => formatProblem(problem).replace('openapi/ecwid/', ''));
  };

  it('finds nothing in the good description, and counts', async () => {
    const { problems, description, pending } = await lintApi(goodApi, rules, goodRoot);
    expect(problems).toEqual([]);
    expect(description.operations.filter(({ section }) => section === 'paths')).toHaveLength(5);
    expect(pending).toEqual([]);
  });

  it.each(cases)('$given', async ({ given, edits, want }) => {
    const lines = await lintEdited(given, edits);
    const ofRedocly = lines.filter((line) => !line.includes('  layout/')).map((line) => line.split('  ', 2).join('  '));
    expect(ofRedocly).toEqual(want);
  });

  it('lints workflows, and finds steps whose operation is not described', async () => {
    const lines = await lintEdited('workflows', [{ file: 'workflows/order.arazzo.yaml', text: workflow }]);
    expect(lines.map((line) => line.split('  ', 2).join('  '))).toEqual([
      'workflows/order.arazzo.yaml:12  struct',
      'workflows/order.arazzo.yaml:12  struct',
      'workflows/order.arazzo.yaml:14  stepId-unique',
      'workflows/order.arazzo.yaml:15  workflow-operation',
    ]);
  });

  it('tells problems of Redocly and of the layout in order of files and lines', async () => {
    const lines = await lintEdited('several', [
      { file: 'components/parameters/common/limit.yaml', replace: 'in: query', by: 'in: query ' },
      { file: 'openapi.yaml', replace: 'description: Everything that the store sells.', by: 'description: Everything' },
      {
        file: product,
        replace: 'description: Cost of one piece in the currency of the store.',
        by: 'description: Net cost',
      },
    ]);
    expect(lines).toEqual([
      'components/parameters/common/limit.yaml:2  yaml-format  Prettier writes `in: query` here; `npm run format` mends the file.',
      `${product}:20  layout/description  The description of \`price\` has fewer than three words.`,
      `${product}:21  rule/description-full-stop  A description ends with a full stop.`,
      'openapi.yaml:28  rule/description-full-stop  A description ends with a full stop.',
    ]);
  });

  it.each([
    {
      given: 'an entry document that is not YAML',
      file: 'openapi.yaml',
      text: 'openapi: [3.1.0\ninfo: {}\n',
      want: 'openapi.yaml:2  layout/yaml-syntax',
    },
    {
      given: 'a schema that is not YAML',
      file: product,
      text: 'title: Product\n description: Thing\n',
      want: `${product}:2  layout/yaml-syntax`,
    },
    {
      given: 'an empty entry document',
      file: 'openapi.yaml',
      text: '\n',
      want: 'openapi.yaml:1  layout/entry-document',
    },
    { given: 'Swagger', file: 'openapi.yaml', text: "swagger: '2.0'\n", want: 'openapi.yaml:1  layout/entry-document' },
  ])('says where $given is broken', async ({ given, file, text, want }) => {
    const lines = await lintEdited(given, [{ file, text }]);
    expect(lines.map((line) => line.split('  ', 2).join('  '))).toContain(want);
    expect(lines.filter((line) => !line.includes('  layout/'))).toEqual([]);
  });

  it('takes the excuses of an ignore file for problems of their own', async () => {
    const folder = path.join(base, 'ignored');
    cpSync(goodRoot, folder, { recursive: true });
    writeFileSync(
      path.join(folder, '.redocly.lint-ignore.yaml'),
      'openapi/ecwid/openapi.yaml:\n  info-contact:\n    - "#/info"\n',
    );
    const { problems } = await lintApi(goodApi, rules, folder);
    expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      '.redocly.lint-ignore.yaml layout/ignore-file',
    ]);
  });
});
